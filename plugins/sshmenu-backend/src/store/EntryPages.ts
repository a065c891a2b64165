import {
  type EntryState,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import { Knex } from 'knex';
import { foldForSearch } from './LockedList';
import { fromDatabase } from './time';

/** Where a page that is by name begins: after this entry. */
export interface AfterName {
  nameKey: string;
  id: string;
  key: string;
}

/** Where a page that is by use begins: after this entry. */
export interface AfterUse {
  /** A time, or a frecency. */
  rank: string | number;
  key: string;
  id: string;
}

/** An entry on a page, with what the next page begins after. */
export interface PagedEntry {
  entry: MenuEntry;
  byName: AfterName;
  /** Null: never used. */
  lastUsed: string | null;
  frecency: number | null;
}

/** Which entries are asked for. */
export interface EntryQuery {
  /** Who asks. */
  owner: string;
  /** The keys of lists. */
  keys: readonly string[];
  /** Words that must all stand in an entry. */
  search?: string;
  limit: number;
}

const COLUMNS = [
  'e.list_key',
  'e.id',
  'e.name_key',
  'e.state',
  'p.uses',
  'p.last_used',
  'p.last_used_from',
  'p.frecency',
  'p.own_user',
];

/** Entries as people see them, a page at a time. Each page is read from where it begins in an index. */
export class EntryPages {
  constructor(private readonly db: Knex) {}

  /** One entry of one of some lists; of several with one id that of the list that is named first. */
  async find(
    owner: string,
    keys: readonly string[],
    id: string,
  ): Promise<{ key: string; entry: MenuEntry } | undefined> {
    const rows: Row[] = await this.#withPersonal(owner)
      .whereIn('e.list_key', [...keys])
      .where({ 'e.id': id, 'e.deleted': false });
    const found = keys
      .map(key => rows.find(row => row.list_key === key))
      .find(row => row !== undefined);
    return found && { key: found.list_key, entry: toPaged(found).entry };
  }

  /** By name. With `unused`, those that were never used. */
  async byName(
    query: EntryQuery & { after?: AfterName; unused?: boolean },
  ): Promise<PagedEntry[]> {
    // No index orders several lists at once: each is read as far as the page may need.
    const pages: PagedEntry[] = [];
    for (const key of query.keys) {
      pages.push(...(await this.#ofListByName(key, query)));
    }
    return pages
      .sort((a, b) => compareNames(a.byName, b.byName))
      .slice(0, query.limit);
  }

  async #ofListByName(
    key: string,
    query: EntryQuery & { after?: AfterName; unused?: boolean },
  ): Promise<PagedEntry[]> {
    const { owner, after, unused, limit } = query;
    const rows = this.#withPersonal(owner)
      .where({ 'e.list_key': key, 'e.deleted': false })
      .orderBy(['e.name_key', 'e.id'])
      .limit(limit);
    if (after) {
      // That it is no earlier is said by itself, so that the index begins there.
      rows
        .where('e.name_key', '>=', after.nameKey)
        .where(q =>
          q
            .where('e.name_key', '>', after.nameKey)
            .orWhere('e.id', key > after.key ? '>=' : '>', after.id),
        );
    }
    if (unused) rows.where(q => q.whereNull('p.uses').orWhere('p.uses', 0));
    addSearch(rows, query.search);
    return ((await rows) as Row[]).map(toPaged);
  }

  /** Those that somebody has used, the latest or the most used first. */
  async byUse(
    query: EntryQuery & { order: 'last_used' | 'frecency'; after?: AfterUse },
  ): Promise<PagedEntry[]> {
    const { owner, keys, order, after, limit } = query;
    const column = `p.${order}`;
    const rows = this.db('personal as p')
      .join('entry as e', join =>
        join.on('e.list_key', 'p.list_key').andOn('e.id', 'p.id'),
      )
      .where('p.owner', owner)
      .whereNotNull(column)
      .whereIn('p.list_key', [...keys])
      .where('e.deleted', false)
      .orderBy([
        { column, order: 'desc' },
        { column: 'p.list_key', order: 'desc' },
        { column: 'p.id', order: 'desc' },
      ])
      .limit(limit)
      .select(COLUMNS);
    if (after) {
      rows.where(column, '<=', after.rank).where(q =>
        q
          .where(column, '<', after.rank)
          .orWhere('p.list_key', '<', after.key)
          .orWhere(same =>
            same.where('p.list_key', after.key).where('p.id', '<', after.id),
          ),
      );
    }
    addSearch(rows, query.search);
    return ((await rows) as Row[]).map(toPaged);
  }

  #withPersonal(owner: string) {
    return this.db('entry as e')
      .leftJoin('personal as p', join =>
        join
          .on('p.list_key', 'e.list_key')
          .andOn('p.id', 'e.id')
          .andOnVal('p.owner', owner),
      )
      .select(COLUMNS);
  }
}

interface Row {
  list_key: string;
  id: string;
  name_key: string;
  state: string;
  uses: number | string | null;
  last_used: string | Date | null;
  last_used_from: string | null;
  frecency: number | null;
  own_user: string | null;
}

function toPaged(row: Row): PagedEntry {
  const { id, list, fields, version = 0 } = JSON.parse(row.state) as EntryState;
  const lastUsed = row.last_used === null ? null : fromDatabase(row.last_used);
  return {
    entry: {
      id,
      list,
      ...fields,
      version,
      uses: Number(row.uses ?? 0),
      lastUsed,
      ...(row.last_used_from !== null && { lastUsedFrom: row.last_used_from }),
      ...(row.own_user !== null && { ownUser: row.own_user }),
    },
    byName: { nameKey: row.name_key, id: row.id, key: row.list_key },
    lastUsed,
    frecency: row.frecency,
  };
}

function addSearch(query: Knex.QueryBuilder, search?: string): void {
  const words = foldForSearch(search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  for (const word of words) {
    query.whereRaw(`e.search like ? escape '!'`, [
      `%${word.replace(/[!%_]/g, '!$&')}%`,
    ]);
  }
}

/** As the databases compare: by bytes. */
function compareNames(a: AfterName, b: AfterName): number {
  return (
    compareBytes(a.nameKey, b.nameKey) ||
    compareBytes(a.id, b.id) ||
    compareBytes(a.key, b.key)
  );
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
