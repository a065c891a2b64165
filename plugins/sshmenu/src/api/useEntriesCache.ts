import { useQueryClient } from '@tanstack/react-query';
import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import { useMemo } from 'react';
import { type EntryPages, putEntry, removeEntry } from './entriesCache';
import { ALL, sshmenuKeys } from './queries';
import type { EntryPlace } from './sshmenuApi';

/** What is known of entries, wherever it is shown. */
export interface EntriesCache {
  put(entry: MenuEntry): void;
  remove(place: EntryPlace): void;
  /** Reads the entries of a list again, or of all. */
  readAgain(list?: string): void;
  /** Reads again which lists there are, with their counts and rights. */
  readListsAgain(): void;
}

export function useEntriesCache(): EntriesCache {
  const client = useQueryClient();
  return useMemo(() => {
    const update = (
      list: string,
      change: (data: EntryPages) => EntryPages,
    ): void => {
      for (const shown of [list, ALL]) {
        client.setQueryData<EntryPages>(
          sshmenuKeys.entriesOf(shown),
          data => data && change(data),
        );
      }
    };
    const read = (queryKey: readonly string[]) =>
      void client.invalidateQueries({ queryKey });
    return {
      put: entry => {
        update(entry.list, data => putEntry(data, entry));
        client.setQueryData(sshmenuKeys.entry(entry.id), (before?: MenuEntry) =>
          before === undefined ? undefined : entry,
        );
      },
      remove: place => {
        update(place.list, data => removeEntry(data, place));
        read(sshmenuKeys.entry(place.id));
      },
      readAgain: list => {
        if (list === undefined) read(sshmenuKeys.entries);
        else [list, ALL].forEach(of => read(sshmenuKeys.entriesOf(of)));
      },
      readListsAgain: () => read(sshmenuKeys.lists),
    };
  }, [client]);
}
