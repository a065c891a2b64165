import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export interface TableSort {
  column: string;
  descending: boolean;
}

/** The filter and the sort of a table, kept in the address: `?keys.filter=bot&keys.sort=-name`. */
export function useTableState(
  id: string,
  initialSort?: { column: string; descending?: boolean },
) {
  const [parameters, setParameters] = useSearchParams();
  const filter = parameters.get(`${id}.filter`) ?? '';
  const written = parameters.get(`${id}.sort`);
  let sort: TableSort | undefined;
  if (written) {
    sort = {
      column: written.replace(/^-/, ''),
      descending: written.startsWith('-'),
    };
  } else if (initialSort) {
    sort = {
      column: initialSort.column,
      descending: initialSort.descending ?? false,
    };
  }

  const write = useCallback(
    (name: string, value: string) =>
      setParameters(
        current => {
          const next = new URLSearchParams(current);
          if (value) next.set(`${id}.${name}`, value);
          else next.delete(`${id}.${name}`);
          return next;
        },
        { replace: true },
      ),
    [id, setParameters],
  );
  const setFilter = useCallback(
    (text: string) => write('filter', text),
    [write],
  );
  const setSort = useCallback(
    (next: TableSort) =>
      write('sort', `${next.descending ? '-' : ''}${next.column}`),
    [write],
  );
  return { filter, setFilter, sort, setSort };
}
