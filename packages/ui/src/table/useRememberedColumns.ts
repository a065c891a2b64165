import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMemo, useSyncExternalStore } from 'react';
import type { DataTableColumn } from './types';

/** Which columns are hidden, remembered by Backstage's storage under the table's id. */
export function useRememberedColumns<Row>(
  id: string,
  columns: DataTableColumn<Row>[],
) {
  const bucket = useApi(storageApiRef).forBucket('wheelhouse.tables');
  const key = `${id}.hidden`;
  const remembered = useSyncExternalStore(
    notify => {
      const subscription = bucket.observe$(key).subscribe(notify);
      return () => subscription.unsubscribe();
    },
    () => JSON.stringify(bucket.snapshot<string[]>(key).value ?? null),
  );
  const hidden = useMemo(() => {
    const chosen: string[] | null = JSON.parse(remembered);
    return new Set(
      chosen ??
        columns.filter(column => column.hidden).map(column => column.id),
    );
  }, [remembered, columns]);
  const setShown = (columnId: string, shown: boolean) => {
    const next = new Set(hidden);
    if (shown) next.delete(columnId);
    else next.add(columnId);
    return bucket.set(key, [...next]);
  };
  return { hidden, setShown };
}
