import { keyOf } from '@wheelhouse/plugin-sshmenu-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { ALL } from './api/queries';
import type { EntryPlace } from './api/sshmenuApi';

/** What is open over the list. */
export type Opened = 'details' | 'add' | 'edit' | 'duplicate' | 'share';

const WITH_ENTRY: readonly string[] = ['edit', 'duplicate', 'share'];

/** Everything that the page shows, as it stands in the address. */
export function useMenuAddress() {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (change: Record<string, string | null | string[]>, replace = false) =>
      setParameters(
        current => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(change)) {
            next.delete(name);
            [value ?? []].flat().forEach(one => next.append(name, one));
          }
          return next;
        },
        { replace },
      ),
    [setParameters],
  );
  const tags = parameters.getAll('tag').join('\n');
  const place = parameters.get('entry');
  return {
    /** The list of the tab, or all of them. */
    list: parameters.get('list') ?? ALL,
    sort: parameters.get('sort'),
    tags: useMemo(() => (tags === '' ? [] : tags.split('\n')), [tags]),
    opened: openedOf(place, parameters.get('do')),
    entry: useMemo(() => placeOf(place), [place]),
    // Another list has other tags.
    showList: (list: string) =>
      set({ list: list === ALL ? null : list, tag: null }),
    sortBy: (sort: string) => set({ sort }, true),
    chooseTags: (chosen: string[]) => set({ tag: chosen }, true),
    add: () => set({ entry: null, do: 'add' }),
    open: (entry: EntryPlace, opened: Exclude<Opened, 'add'> = 'details') =>
      set({ entry: keyOf(entry), do: opened === 'details' ? null : opened }),
    close: () => set({ entry: null, do: null }),
  };
}

function openedOf(place: string | null, wanted: string | null) {
  if (wanted === 'add') return 'add';
  if (place === null) return undefined;
  return WITH_ENTRY.includes(wanted ?? '') ? (wanted as Opened) : 'details';
}

function placeOf(key: string | null): EntryPlace | undefined {
  const [list, id] = key?.split(' ') ?? [];
  return list && id ? { list, id } : undefined;
}
