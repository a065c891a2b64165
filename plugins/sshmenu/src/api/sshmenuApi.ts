import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  EntryFields,
  EntryList,
  ListWriters,
  MenuEntry,
  Page,
  Sort,
} from '@wheelhouse/plugin-sshmenu-common';

/** Which entries are asked for. */
export interface EntriesQuery {
  /** Absent: all lists. */
  list?: string;
  /** Words that stand in its name, host, user name or tags. */
  search?: string;
  sort?: Sort;
  cursor?: string;
  limit?: number;
}

/** What tells an entry from all others. */
export interface EntryPlace {
  list: string;
  id: string;
}

/**
 * The HTTP API of the SSH menu. What the server refuses is thrown as Backstage's `ResponseError`. All texts of its answers
 * can be shown as they are: what would do something rather than show something has been escaped.
 */
export interface SshMenuApi {
  listLists(): Promise<EntryList[]>;
  listEntries(
    query?: EntriesQuery,
    signal?: AbortSignal,
  ): Promise<Page<MenuEntry>>;
  getEntry(id: string): Promise<MenuEntry>;
  /** With the same place it can be repeated. */
  addEntry(place: EntryPlace, fields: EntryFields): Promise<MenuEntry>;
  /** @throws StaleEntryError where it has changed since this version. */
  changeEntry(
    entry: { id: string; version: number },
    fields: EntryFields,
  ): Promise<MenuEntry>;
  /** @throws StaleEntryError where it has changed since this version. */
  deleteEntry(entry: { id: string; version: number }): Promise<void>;
  /**
   * Adds an entry as another one is or was, with what is one's own of it: uses, and one's user name. What was deleted stays
   * deleted: this is how it comes back.
   */
  addAgain(entry: MenuEntry, place: EntryPlace): Promise<MenuEntry>;
  /** Null: the entry's own again. */
  chooseUser(id: string, user: string | null): Promise<MenuEntry>;
  setWriters(list: string, writers: ListWriters): Promise<void>;
}

/** The entry is no longer as it was when it was read. */
export class StaleEntryError extends Error {
  override readonly name = 'StaleEntryError';

  constructor(readonly current: MenuEntry) {
    super('It has been changed meanwhile.');
  }
}

export const sshmenuApiRef = createApiRef<SshMenuApi>({
  id: 'plugin.sshmenu.api',
});
