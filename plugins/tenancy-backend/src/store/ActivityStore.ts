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
    page: { limit: number; before?: { time: string; id: string } },
  ): Promise<Activity[]> {
    const query = this.db('activity').where({ entity_id: entityId });
    const { before } = page;
    if (before) {
      query.where(q =>
        q
          .where('time', '<', before.time)
          .orWhere(p =>
            p.where('time', before.time).where('id', '<', before.id),
          ),
      );
    }
    const rows = await query
      .orderBy([
        { column: 'time', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit);
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
