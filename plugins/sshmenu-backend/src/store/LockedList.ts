import {
  type DeletedState,
  type EntryState,
  type ListWriters,
  nameKey,
} from '@wheelhouse/plugin-sshmenu-common';
import { Knex } from 'knex';
import { chunksOf } from './chunks';
import type { ListRow } from './ListStore';

/** An entry as it is kept; one that was deleted has a version too. */
export interface StoredEntry {
  state: EntryState | DeletedState;
  version: number;
}

/** The longest name that is sorted by all of its characters; some become many when they are taken apart. */
const SORTED_CHARACTERS = 128;

/** A list that nobody else can change just now. */
export class LockedList {
  readonly #changed = new Map<string, StoredEntry>();
  readonly #before: ListRow;

  constructor(readonly trx: Knex.Transaction, private readonly row: ListRow) {
    this.#before = { ...row };
  }

  get writers(): ListWriters {
    return this.row.writers;
  }

  get entries(): number {
    return this.row.entries;
  }

  /** With those that were deleted. */
  get rows(): number {
    return this.row.rows;
  }

  setWriters = async (writers: ListWriters) => {
    this.row.writers = writers;
  };

  /** The number of the next change. */
  nextSeq(): number {
    this.row.seq += 1;
    return this.row.seq;
  }

  /** Entries by their ids, with those that were deleted. */
  async find(ids: readonly string[]): Promise<Map<string, StoredEntry>> {
    const found = new Map<string, StoredEntry>();
    for (const chunk of chunksOf(ids)) {
      const rows = await this.trx('entry')
        .where({ list_key: this.row.key })
        .whereIn('id', chunk)
        .select('id', 'version', 'state');
      for (const { id, version, state } of rows) {
        found.set(id, { state: JSON.parse(state), version });
      }
    }
    return found;
  }

  /** Keeps an entry in place of what there was; the same object where nothing was there. Returns it with its version. */
  put(
    state: EntryState | DeletedState,
    before: StoredEntry | undefined,
  ): StoredEntry {
    const version = (before?.version ?? 0) + 1;
    const stored: StoredEntry = {
      version,
      state: state.type === 'entry' ? { ...state, version } : state,
    };
    const alive = (entry?: StoredEntry) =>
      entry?.state.type === 'entry' ? 1 : 0;
    this.row.entries += alive(stored) - alive(before);
    this.row.rows += before ? 0 : 1;
    this.#changed.set(state.id, stored);
    return stored;
  }

  /** Writes what was put, each with the next number. */
  async save(): Promise<void> {
    const changed = [...this.#changed.values()];
    for (const chunk of chunksOf(changed)) {
      await this.trx('entry')
        .insert(chunk.map(entry => this.#toRow(entry)))
        .onConflict(['list_key', 'id'])
        .merge();
    }
    const gone = changed.filter(({ state }) => state.type === 'deleted');
    for (const chunk of chunksOf(gone.map(({ state }) => state.id))) {
      for (const table of ['entry_use', 'personal']) {
        await this.trx(table)
          .where({ list_key: this.row.key })
          .whereIn('id', chunk)
          .delete();
      }
    }
    const { key, ...row } = this.row;
    const { key: _key, ...before } = this.#before;
    if (JSON.stringify(row) !== JSON.stringify(before)) {
      await this.trx('entry_list').where({ list_key: key }).update(row);
    }
  }

  #toRow({ state, version }: StoredEntry) {
    const alive = state.type === 'entry' ? state : undefined;
    return {
      list_key: this.row.key,
      id: state.id,
      seq: this.nextSeq(),
      version,
      deleted: !alive,
      name_key: alive ? sortKeyOf(alive.fields.name) : '',
      search: alive ? searchTextOf(alive) : '',
      state: JSON.stringify(state),
    };
  }
}

/** What people look for, as {@link foldForSearch} leaves it. */
function searchTextOf({ fields }: EntryState): string {
  const { name, host, user = '', tags = [] } = fields;
  return foldForSearch([name, host, user, ...tags].join('\n'));
}

/** Text without capitals and accents. */
export function foldForSearch(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function sortKeyOf(name: string): string {
  return Array.from(nameKey(name)).slice(0, SORTED_CHARACTERS).join('');
}
