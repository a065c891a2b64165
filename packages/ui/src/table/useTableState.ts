import { useCallback } from 'react';
import { useAddress } from '../address/useAddress';

export interface TableSort {
  column: string;
  descending: boolean;
}

/** The filter and the sort of a table, kept in the address: `?keys.filter=bot&keys.sort=-name`. */
export function useTableState(
  id: string,
  initialSort?: { column: string; descending?: boolean },
) {
  const { parameters, change } = useAddress();
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

  const setFilter = useCallback(
    (text: string) => change({ [`${id}.filter`]: text }),
    [id, change],
  );
  const setSort = useCallback(
    (next: TableSort) =>
      change({
        [`${id}.sort`]: `${next.descending ? '-' : ''}${next.column}`,
      }),
    [id, change],
  );
  return { filter, setFilter, sort, setSort };
}
