import { useAddress } from '@wheelhouse/ui';
import { useCallback, useMemo } from 'react';
import {
  type FilterName,
  FILTERS,
  type WorkloadFilter,
} from './workloadFilters';

/** The filters as they stand in the address. */
export function useWorkloadFilter() {
  const { parameters, change } = useAddress();
  const [state, cluster, namespace, kind] = FILTERS.map(
    name => parameters.get(name) ?? '',
  );
  const filter: WorkloadFilter = useMemo(
    () => ({ state, cluster, namespace, kind }),
    [state, cluster, namespace, kind],
  );
  const setOne = useCallback(
    (name: FilterName, value: string) => change({ [name]: value }),
    [change],
  );
  const clear = useCallback(
    () => change(Object.fromEntries(FILTERS.map(name => [name, null]))),
    [change],
  );
  const active = FILTERS.some(name => filter[name] !== '');
  return { filter, setOne, clear, active };
}
