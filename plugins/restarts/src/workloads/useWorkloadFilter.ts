import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  type FilterName,
  FILTERS,
  type WorkloadFilter,
} from './workloadFilters';

/** The filters as they stand in the address. */
export function useWorkloadFilter() {
  const [parameters, setParameters] = useSearchParams();
  const [state, cluster, namespace, kind] = FILTERS.map(
    name => parameters.get(name) ?? '',
  );
  const filter: WorkloadFilter = useMemo(
    () => ({ state, cluster, namespace, kind }),
    [state, cluster, namespace, kind],
  );
  const set = useCallback(
    (change: Partial<WorkloadFilter>) =>
      setParameters(
        current => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(change)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  const setOne = useCallback(
    (name: FilterName, value: string) => set({ [name]: value }),
    [set],
  );
  const clear = useCallback(
    () => set({ state: '', cluster: '', namespace: '', kind: '' }),
    [set],
  );
  const active = FILTERS.some(name => filter[name] !== '');
  return { filter, setOne, clear, active };
}
