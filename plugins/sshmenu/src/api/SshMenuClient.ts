import type { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  type ClientChange,
  type EntryFields,
  fieldsOf,
  type ListWriters,
  type MenuEntry,
  newEntry,
  stampAfter,
  type SyncResponse,
} from '@wheelhouse/plugin-sshmenu-common';
import { PluginClient, queryText, statusOf } from '@wheelhouse/ui';
import { readEntry, readEntryPage, readLists } from './readAnswers';
import {
  type EntriesQuery,
  type EntryPlace,
  type SshMenuApi,
  StaleEntryError,
} from './sshmenuApi';

interface Call {
  method?: 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** The version that a change is for. */
  version?: number;
  signal?: AbortSignal;
}

/** As whom the page writes in an exchange. It makes new entries that way and changes none, so that several pages may. */
const REPLICA = 'page';

/** The SshMenuApi over HTTP. */
export class SshMenuClient implements SshMenuApi {
  readonly #http: PluginClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#http = new PluginClient('sshmenu', options);
  }

  async listLists() {
    return readLists(await this.#json('/lists'));
  }

  async listEntries(query: EntriesQuery = {}, signal?: AbortSignal) {
    const path = `/entries${queryText({ ...query })}`;
    return readEntryPage(await this.#json(path, { signal }));
  }

  getEntry(id: string) {
    return this.#entry(pathOf(id));
  }

  addEntry({ list, id }: EntryPlace, fields: EntryFields) {
    return this.#entry('/entries', {
      method: 'POST',
      body: { ...fields, list, id },
    });
  }

  changeEntry(entry: { id: string; version: number }, fields: EntryFields) {
    const { id, version } = entry;
    return this.#entry(pathOf(id), { method: 'PUT', body: fields, version });
  }

  async deleteEntry({ id, version }: { id: string; version: number }) {
    await this.#send(pathOf(id), { method: 'DELETE', version });
  }

  async addAgain(entry: MenuEntry, place: EntryPlace) {
    const { uses, lastUsed, lastUsedFrom, ownUser } = entry;
    const changes: ClientChange[] = [
      newEntry({ ...place, replica: REPLICA }, fieldsOf(entry)),
    ];
    if (lastUsed !== null && uses > 0) {
      const used = { ...place, replica: REPLICA, uses, lastUsed };
      changes.push({ type: 'use', ...used, persona: lastUsedFrom });
    }
    if (ownUser !== undefined) {
      const stamp = stampAfter([], REPLICA);
      changes.push({ type: 'ownUser', ...place, user: ownUser, stamp });
    }
    // The one way in which counts are taken up: a machine tells them so too.
    const { rejected } = (await this.#json('/sync', {
      method: 'POST',
      body: { changes },
    })) as SyncResponse;
    if (rejected.length > 0) throw new Error(rejected[0].message);
    return this.getEntry(place.id);
  }

  chooseUser(id: string, user: string | null) {
    return this.#entry(`${pathOf(id)}/user`, { method: 'PUT', body: { user } });
  }

  async setWriters(list: string, writers: ListWriters) {
    const path = `/lists/${encodeURIComponent(list)}`;
    await this.#send(path, { method: 'PUT', body: { writers } });
  }

  async #entry(path: string, call?: Call): Promise<MenuEntry> {
    const entry = readEntry(await this.#json(path, call));
    if (!entry) throw new Error('The server answered no entry.');
    return entry;
  }

  async #json(path: string, call?: Call): Promise<unknown> {
    return (await this.#send(path, call)).json();
  }

  async #send(
    path: string,
    { version, ...call }: Call = {},
  ): Promise<Response> {
    const headers = version === undefined ? {} : { 'If-Match': `"${version}"` };
    try {
      return await this.#http.send(path, { ...call, headers });
    } catch (error) {
      throw staleError(error) ?? error;
    }
  }
}

function staleError(error: unknown): StaleEntryError | undefined {
  if (statusOf(error) !== 412) return undefined;
  const { body } = error as ResponseError;
  const current = readEntry((body as { current?: unknown }).current);
  return current && new StaleEntryError(current);
}

function pathOf(id: string): string {
  return `/entries/${encodeURIComponent(id)}`;
}
