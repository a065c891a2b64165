import { type LastItem, newestFirst } from '@wheelhouse/http-node';
import type { Activity } from '@wheelhouse/plugin-tenancy-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { fromDatabase, toDatabase } from './time';

/** What entities did lately, for their own eyes. */
export class ActivityStore {
  constructor(private readonly db: Knex) {}

  async add(done: {
    entityId: string;
    persona: string | null;
    action: string;
    subject: string;
  }): Promise<void> {
    await this.db('activity').insert({
      id: randomUUID(),
      entity_id: done.entityId,
      persona: done.persona,
      time: toDatabase(Date.now()),
      action: done.action,
      subject: done.subject.slice(0, 400),
    });
  }

  async list(
    entityId: string,
    page: { limit: number; before?: LastItem },
  ): Promise<Activity[]> {
    const rows = await newestFirst(
      this.db('activity').where({ entity_id: entityId }),
      { time: 'time', id: 'id' },
      { limit: page.limit, after: page.before },
    );
    return rows.map(row => ({
      id: row.id,
      time: fromDatabase(row.time),
      action: row.action,
      subject: row.subject,
      persona: row.persona,
    }));
  }

  async deleteBefore(time: Date): Promise<number> {
    return this.db('activity').where('time', '<', toDatabase(time)).delete();
  }
}
