import { Knex } from 'knex';

/** An event, before it has its place in the log. */
export interface NewEvent {
  channel: string;
  /** Empty: no event, but who may follow the channel has changed. */
  type: string;
  /** ISO 8601. */
  time: string;
  /** JSON. */
  data: string;
}

/** An event in the log. */
export interface LogEvent extends NewEvent {
  sequence: number;
}

/** How far the log goes. */
export interface LogHead {
  epoch: string;
  last: number;
  /** Events up to this one are no longer kept. */
  trimmed: number;
}

/** Rows that are deleted at once. */
const TRIM_BATCH = 5_000;

/** The log of events. Their sequence has no gaps, and they become visible in its order, whichever server appends. */
export class LogStore {
  constructor(private readonly db: Knex) {}

  /** Whether servers hear of each other's events by the database itself. */
  get notifies(): boolean {
    return this.db.client.config.client === 'pg';
  }

  async head(): Promise<LogHead> {
    const row = await this.db('live_head').where({ id: 1 }).first();
    return fromHead(row);
  }

  /** Appends events in their order, all or none. */
  async append(events: readonly NewEvent[]): Promise<LogEvent[]> {
    return this.db.transaction(async tx => {
      // Holds the row until the events are visible: the next sequence is given out only then.
      const [head] = await tx('live_head')
        .where({ id: 1 })
        .update({ last: tx.raw('?? + ?', ['last', events.length]) })
        .returning(['epoch', 'last', 'trimmed']);
      const { epoch, last } = fromHead(head);
      const appended = events.map((event, index) => ({
        ...event,
        sequence: last - events.length + 1 + index,
      }));
      await tx('live_event').insert(appended);
      if (this.notifies) {
        await tx.raw('select pg_notify(?, ?)', [
          notificationChannel(epoch),
          String(last),
        ]);
      }
      return appended;
    });
  }

  /** The events after one, in their order. */
  async after(sequence: number, limit: number): Promise<LogEvent[]> {
    const rows = await this.db('live_event')
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(limit);
    return rows.map(fromRow);
  }

  /** The events of a channel after one, in their order; undefined: not all of them are kept any more. */
  async afterOn(
    channel: string,
    sequence: number,
    limit: number,
  ): Promise<LogEvent[] | undefined> {
    const rows = await this.db('live_event')
      .where({ channel })
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(limit);
    // After the rows: what was deleted before they were read is known as trimmed by now.
    const { trimmed } = await this.head();
    return trimmed > sequence ? undefined : rows.map(fromRow);
  }

  /**
   * Deletes what is older than a time, and all but the newest so many. Two servers at once do no harm.
   *
   * @returns how many were deleted.
   */
  async trim(before: Date, keep: number): Promise<number> {
    const { last } = await this.head();
    const [{ old }] = await this.db('live_event')
      .where('time', '<', before.toISOString())
      .max({ old: 'sequence' });
    const cut = Math.max(Number(old ?? 0), last - keep);
    // First it is said, then it is done: nobody takes a log with a hole for a whole one.
    await this.db('live_head')
      .where({ id: 1 })
      .where('trimmed', '<', cut)
      .update({ trimmed: cut });
    let deleted = 0;
    for (;;) {
      const batch = await this.db('live_event')
        .whereIn(
          'sequence',
          this.db('live_event')
            .where('sequence', '<=', cut)
            .orderBy('sequence')
            .limit(TRIM_BATCH)
            .select('sequence'),
        )
        .delete();
      deleted += batch;
      if (batch < TRIM_BATCH) return deleted;
    }
  }
}

/** The name that Postgres notifies under; parts logs that share a database. */
export function notificationChannel(epoch: string): string {
  return `wheelhouse_live_${epoch}`;
}

/** Postgres gives whole numbers of 64 bits as text. */
function fromHead(row: {
  epoch: string;
  last: number | string;
  trimmed: number | string;
}): LogHead {
  return {
    epoch: row.epoch,
    last: Number(row.last),
    trimmed: Number(row.trimmed),
  };
}

function fromRow(row: {
  sequence: number | string;
  channel: string;
  type: string;
  time: string | Date;
  data: string;
}): LogEvent {
  return {
    sequence: Number(row.sequence),
    channel: row.channel,
    type: row.type,
    time: new Date(row.time).toISOString(),
    data: row.data,
  };
}
