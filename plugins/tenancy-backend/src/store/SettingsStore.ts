import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { fromDatabase, toDatabase } from './time';

/** A setting that somebody set. */
export interface StoredSetting {
  name: string;
  value: unknown;
  version: number;
  updated: string;
  updatedBy: string;
  deleted: boolean;
}

/** Settings. A deleted one leaves its row, so that no version stands for two values. */
export class SettingsStore {
  constructor(private readonly db: Knex) {}

  /** Everything, deleted ones included: settings are few, and declared ones are listed among them. */
  async all(): Promise<StoredSetting[]> {
    return (await this.db('settings').orderBy('name')).map(fromRow);
  }

  async get(name: string): Promise<StoredSetting | undefined> {
    const row = await this.db('settings').where({ name }).first();
    return row && fromRow(row);
  }

  /**
   * Writes a value over a version; 0: it was never set.
   *
   * @returns the new version, or undefined where the setting has moved on.
   */
  async write(
    name: string,
    change: { value: unknown; deleted: boolean; by: string },
    version: number,
  ): Promise<number | undefined> {
    const row = {
      value: JSON.stringify(change.value),
      deleted: change.deleted,
      version: version + 1,
      updated: toDatabase(Date.now()),
      updated_by: change.by,
    };
    const written =
      version === 0
        ? (
            await this.db('settings')
              .insert({ id: randomUUID(), name, ...row })
              .onConflict('name')
              .ignore()
              .returning('id')
          ).length
        : await this.db('settings').where({ name, version }).update(row);
    return written > 0 ? version + 1 : undefined;
  }
}

function fromRow(row: any): StoredSetting {
  return {
    name: row.name,
    value: JSON.parse(row.value),
    version: row.version,
    updated: fromDatabase(row.updated),
    updatedBy: row.updated_by,
    deleted: Boolean(row.deleted),
  };
}
