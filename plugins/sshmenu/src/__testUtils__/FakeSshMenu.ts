import { ResponseError } from '@backstage/errors';
import {
  type EntryFields,
  type EntryList,
  keyOf,
  type ListWriters,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import {
  type EntriesQuery,
  type EntryPlace,
  type SshMenuApi,
  StaleEntryError,
} from '../api/sshmenuApi';
import { twoLists } from './fixtures';

/** An SshMenuApi that keeps what it is told, as the server does. */
export class FakeSshMenu implements SshMenuApi {
  /** What the next call is refused with. */
  refuse?: Error;

  constructor(
    public entries: MenuEntry[] = [],
    public lists: EntryList[] = twoLists(),
  ) {}

  async listLists() {
    return this.lists;
  }

  async listEntries({ list, cursor = '0', limit = 50 }: EntriesQuery = {}) {
    this.#refuse();
    const found = this.entries.filter(one => !list || one.list === list);
    const end = Number(cursor) + limit;
    return {
      items: found.slice(Number(cursor), end),
      ...(end < found.length && { nextCursor: String(end) }),
    };
  }

  async getEntry(id: string) {
    const found = this.entries.find(one => one.id === id);
    if (!found) throw await refusal(404, 'There is no such entry');
    return found;
  }

  async addEntry(place: EntryPlace, fields: EntryFields) {
    this.#refuse();
    const unused = { uses: 0, lastUsed: null, version: 1 };
    return this.#put({ ...fields, ...place, ...unused });
  }

  async changeEntry(
    { id, version }: { id: string; version: number },
    fields: EntryFields,
  ) {
    const current = await this.#current(id, version);
    const { list, uses, lastUsed, lastUsedFrom } = current;
    return this.#put({
      ...fields,
      ...{ id, list, uses, lastUsed, lastUsedFrom },
      version: version + 1,
    });
  }

  async deleteEntry({ id, version }: { id: string; version: number }) {
    await this.#current(id, version);
    this.entries = this.entries.filter(one => one.id !== id);
  }

  async addAgain(before: MenuEntry, place: EntryPlace) {
    return this.#put({ ...before, ...place, version: 1 });
  }

  async chooseUser(id: string, user: string | null) {
    const before = await this.getEntry(id);
    return this.#put({ ...before, ownUser: user ?? undefined });
  }

  async setWriters(list: string, writers: ListWriters) {
    this.lists = this.lists.map(one =>
      one.list === list ? { ...one, writers } : one,
    );
  }

  #refuse() {
    const { refuse } = this;
    this.refuse = undefined;
    if (refuse) throw refuse;
  }

  async #current(id: string, version: number) {
    this.#refuse();
    const current = await this.getEntry(id);
    if (current.version !== version) throw new StaleEntryError(current);
    return current;
  }

  #put(entry: MenuEntry): MenuEntry {
    const others = this.entries.filter(one => keyOf(one) !== keyOf(entry));
    this.entries = [...others, entry];
    return entry;
  }
}

/** What the client throws when the server refuses. */
export async function refusal(
  status: number,
  message: string,
): Promise<ResponseError> {
  const body = {
    error: { name: 'SomeError', message },
    response: { statusCode: status },
    requestId: 'request-1',
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}
