import { useRef } from 'react';
import type { DataTableSelection } from './types';

/** The chosen ones among the rows that are shown, and what changes them. */
export interface RowSelection {
  isSelected: (index: number) => boolean;
  /** Whether none, some or all of the rows that are shown are chosen. */
  extent: 'none' | 'some' | 'all';
  /** Chooses a row, or no longer; with `range` all from the last one on. */
  toggle: (index: number, range?: boolean) => void;
  /** Chooses the rows from one to another. */
  add: (from: number, to: number) => void;
  /** Chooses all rows that are shown, or none of them. */
  setAll: (selected: boolean) => void;
}

/** Keeps what the reader chose and no longer sees: a filter is for finding the next one. */
export function useRowSelection(
  ids: string[],
  selection: DataTableSelection | undefined,
): RowSelection | undefined {
  const last = useRef<string>();
  if (!selection) return undefined;
  const { selected, onChange } = selection;
  let count = 0;
  if (selected.size > 0) for (const id of ids) if (selected.has(id)) count += 1;
  let extent: RowSelection['extent'] = 'none';
  if (count > 0) extent = count === ids.length ? 'all' : 'some';
  const add = (from: number, to: number) => {
    const [low, high] = from < to ? [from, to] : [to, from];
    last.current = ids[to];
    onChange(new Set([...selected, ...ids.slice(low, high + 1)]));
  };
  return {
    isSelected: index => selected.has(ids[index]),
    extent,
    add,
    toggle: (index, range = false) => {
      const from = last.current === undefined ? -1 : ids.indexOf(last.current);
      if (range && from >= 0) {
        add(from, index);
        return;
      }
      const next = new Set(selected);
      if (!next.delete(ids[index])) next.add(ids[index]);
      last.current = ids[index];
      onChange(next);
    },
    setAll: wanted => {
      const next = new Set(selected);
      for (const id of ids) {
        if (wanted) next.add(id);
        else next.delete(id);
      }
      onChange(next);
    },
  };
}
