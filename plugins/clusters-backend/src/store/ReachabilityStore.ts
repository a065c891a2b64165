import type {
  ClusterState,
  ReachabilitySpan,
} from '@wheelhouse/plugin-clusters-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

/** How far back it is told how a cluster was. */
const KEPT_MS = 24 * 60 * 60_000;
/** A span that nobody confirmed for so long ended then: the portal did not look. */
const CONFIRMED_WITHIN_MS = 3 * 60_000;
/** The most spans of one cluster that are read. */
const MAX_SPANS = 500;
/** Names in one statement; SQLite takes no more parameters than 999 in its older versions. */
const CHUNK = 500;

/** A state that a cluster is in. */
export interface SeenState {
  cluster: string;
  state: ClusterState;
  reason?: string;
  /** When it was seen, in milliseconds since 1970. */
  at: number;
}

interface Row {
  id: string;
  cluster: string;
  state: ClusterState;
  reason: string | null;
  began: string | Date;
  ended: string | Date | null;
  seen: string | Date;
}

/** Keeps how clusters were in the last 24 hours. Each server writes what it sees; what two of them see is written once. */
export class ReachabilityStore {
  constructor(private readonly db: Knex) {}

  /**
   * Writes that a cluster is in a state.
   *
   * @returns since when, in ISO 8601: earlier than it was seen where it was in that state already.
   */
  async record(seen: SeenState): Promise<string> {
    const { cluster, state, reason, at } = seen;
    const now = toDatabase(at);
    return this.db.transaction(async tx => {
      const open = () =>
        tx<Row>('reachability').where({ cluster }).whereNull('ended');
      const unconfirmed = toDatabase(at - CONFIRMED_WITHIN_MS);
      await open()
        .where('seen', '<', unconfirmed)
        .update({ ended: tx.ref('seen') as never });
      await open().whereNot({ state }).update({ ended: now, seen: now });
      await tx('reachability')
        .insert({
          id: randomUUID(),
          cluster,
          state,
          reason: reason ?? null,
          began: now,
          ended: null,
          seen: now,
        })
        .onConflict()
        .ignore();
      const row = await open().first();
      return row ? fromDatabase(row.began) : now;
    });
  }

  /** Confirms that the clusters still are as they were last written to be. */
  async confirm(clusters: readonly string[], at: number): Promise<void> {
    for (let start = 0; start < clusters.length; start += CHUNK) {
      await this.db('reachability')
        .whereIn('cluster', clusters.slice(start, start + CHUNK))
        .whereNull('ended')
        .where('seen', '>=', toDatabase(at - CONFIRMED_WITHIN_MS))
        .update({ seen: toDatabase(at) });
    }
  }

  /** The last 24 hours of a cluster, oldest first. */
  async spans(cluster: string, now = Date.now()): Promise<ReachabilitySpan[]> {
    const rows = await this.db<Row>('reachability')
      .where({ cluster })
      .where('seen', '>', toDatabase(now - KEPT_MS))
      .orderBy('began', 'desc')
      .limit(MAX_SPANS);
    return rows.reverse().map(row => spanOf(row, now));
  }

  /** Deletes what is older than anybody is told. */
  async trim(now = Date.now()): Promise<void> {
    await this.db('reachability')
      .where('seen', '<', toDatabase(now - KEPT_MS))
      .delete();
  }
}

function spanOf(row: Row, now: number): ReachabilitySpan {
  const seen = new Date(row.seen).getTime();
  const lost = row.ended === null && seen < now - CONFIRMED_WITHIN_MS;
  const end = lost ? row.seen : row.ended;
  return {
    from: fromDatabase(row.began),
    ...(end !== null && { to: fromDatabase(end) }),
    state: row.state,
    ...(row.reason !== null && { reason: row.reason }),
  };
}

/** Times leave for the database as ISO 8601 text in UTC, which both engines compare rightly. */
function toDatabase(time: number): string {
  return new Date(time).toISOString();
}

/** Times come back as text from SQLite and as Date from Postgres. */
function fromDatabase(time: string | Date): string {
  return new Date(time).toISOString();
}
