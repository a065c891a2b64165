import type { ListWriters } from '@wheelhouse/plugin-sshmenu-common';
import { Knex } from 'knex';
import { chunksOf } from './chunks';
import { LockedList } from './LockedList';

/** A list, as its row has it. */
export interface ListRow {
  key: string;
  writers: ListWriters;
  seq: number;
  entries: number;
  /** With those that were deleted. */
  rows: number;
}

/** The lists, and the one way to change what is in one. */
export class ListStore {
  constructor(private readonly db: Knex) {}

  /** Those of the lists that were ever written to, by their keys. */
  async find(keys: readonly string[]): Promise<Map<string, ListRow>> {
    const found = new Map<string, ListRow>();
    for (const chunk of chunksOf(keys)) {
      const rows = await this.db('entry_list').whereIn('list_key', chunk);
      for (const row of rows) found.set(row.list_key, toListRow(row));
    }
    return found;
  }

  async setWriters(key: string, writers: ListWriters): Promise<void> {
    await this.locked(key, list => list.setWriters(writers));
  }

  /**
   * Changes a list while nobody else does, all or nothing. What is changed gets its numbers in the order in which it is
   * committed.
   */
  async locked<T>(
    key: string,
    change: (list: LockedList) => Promise<T>,
  ): Promise<T> {
    return this.db.transaction(async trx => {
      // Also where it is there already this begins by writing, so that two servers on one SQLite file wait in line.
      await trx('entry_list')
        .insert({
          list_key: key,
          writers: 'members',
          seq: 0,
          entries: 0,
          rows: 0,
        })
        .onConflict('list_key')
        .ignore();
      const row = await trx('entry_list')
        .where({ list_key: key })
        .forUpdate()
        .first();
      const list = new LockedList(trx, toListRow(row));
      const result = await change(list);
      await list.save();
      return result;
    });
  }
}

function toListRow(row: Record<string, any>): ListRow {
  return {
    key: row.list_key,
    writers: row.writers,
    // Postgres gives big integers as text.
    seq: Number(row.seq),
    entries: row.entries,
    rows: row.rows,
  };
}
