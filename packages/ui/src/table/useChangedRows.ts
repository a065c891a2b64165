import { useEffect, useRef, useState } from 'react';

/** How long a row stays marked, in milliseconds. */
const MARKED = 2_000;

const none: ReadonlySet<string> = new Set();

/** The ids of rows that changed a moment ago. Rows that were not there before are not marked: there may be thousands. */
export function useChangedRows<Row>(
  rows: Row[] | undefined,
  rowId: (row: Row) => string,
  version: ((row: Row) => string) | undefined,
): ReadonlySet<string> {
  const seen = useRef<Map<string, { row: Row; version: string }>>();
  const [changed, setChanged] = useState(none);
  useEffect(() => {
    if (!version || !rows) return;
    const before = seen.current;
    const now: typeof before = new Map();
    const found = new Set<string>();
    for (const row of rows) {
      const id = rowId(row);
      const known = before?.get(id);
      const entry = known?.row === row ? known : { row, version: version(row) };
      if (known && known.version !== entry.version) found.add(id);
      now.set(id, entry);
    }
    seen.current = now;
    if (found.size > 0) setChanged(current => new Set([...current, ...found]));
    // What identifies a row and its version are taken as they were when the rows came.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows]);
  useEffect(() => {
    if (changed.size === 0) return undefined;
    const timer = setTimeout(() => setChanged(none), MARKED);
    return () => clearTimeout(timer);
  }, [changed]);
  return changed;
}
