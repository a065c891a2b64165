import type {
  Batch,
  BatchItem,
  RestartActor,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { Knex } from 'knex';
import { AskedStore, type Asked } from './AskedStore';
import type { LastItem } from './HistoryStore';
import { actorOfRow, type Lease } from './rows';
import { fromDatabase, toDatabase } from './time';

/** A batch as it is kept. */
export interface StoredBatch {
  batch: Batch & { id: string };
  /** On whose behalf it restarts. */
  requester: AuthState;
  /** Somebody asked to begin no more. */
  stopping: boolean;
  lease?: Lease;
}

export interface NewBatch {
  id: string;
  workloads: readonly WorkloadReference[];
  reason?: string;
  requestedBy: RestartActor;
  requester: AuthState;
  atOnce: number;
  stopAtFirstFailure: boolean;
  follower: string;
}

/** Batches, and which server sees to them: see `LeaseStore`. */
export class BatchStore {
  readonly #asked: AskedStore;

  constructor(private readonly db: Knex, private readonly leaseMs: number) {
    this.#asked = new AskedStore(db);
  }

  /** Writes down a batch; where it was asked for before, the id of the one that it is. */
  async create(batch: NewBatch, asked?: Asked): Promise<string> {
    return this.db.transaction(async tx => {
      const before = asked && (await this.#asked.take(tx, asked, batch.id));
      if (before) return before;
      const now = Date.now();
      await tx('batch').insert({
        id: batch.id,
        state: 'running',
        reason: batch.reason ?? null,
        requested_by: batch.requestedBy.ref,
        requested_name: batch.requestedBy.name,
        key_id: batch.requestedBy.key?.id ?? null,
        requested_at: toDatabase(now),
        requester: JSON.stringify(batch.requester),
        at_once: batch.atOnce,
        stop_at_first_failure: batch.stopAtFirstFailure,
        stopping: false,
        follower: batch.follower,
        lease_until: toDatabase(now + this.leaseMs),
        lease_version: 1,
        version: 1,
      });
      await tx('batch_item').insert(
        batch.workloads.map(({ cluster, namespace, kind, name }, position) => ({
          ...{ cluster, namespace, kind, name },
          batch_id: batch.id,
          position,
          state: 'waiting',
        })),
      );
      return batch.id;
    });
  }

  async get(id: string): Promise<StoredBatch | undefined> {
    const row = await this.db('batch').where({ id }).first();
    return row && this.#fromRow(row);
  }

  /** Those that somebody asked for, newest first. */
  async list(
    requestedBy: string,
    page: { limit: number; after?: LastItem },
  ): Promise<StoredBatch[]> {
    const query = this.db('batch').where({ requested_by: requestedBy });
    const { after } = page;
    if (after) {
      query
        .where('requested_at', '<=', after.time)
        .where(q =>
          q.where('requested_at', '<', after.time).orWhere('id', '<', after.id),
        );
    }
    const rows = await query
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit);
    return Promise.all(rows.map(row => this.#fromRow(row)));
  }

  /** Asks whoever sees to a batch to begin no more. */
  async requestStop(id: string): Promise<void> {
    await this.db('batch')
      .where({ id })
      .whereNull('ended_at')
      .update({ stopping: true });
  }

  /** Takes batches that nobody sees to any more. */
  async takeOver(follower: string, limit: number): Promise<StoredBatch[]> {
    const now = toDatabase(Date.now());
    const due = await this.db('batch')
      .where('lease_until', '<', now)
      .orderBy('lease_until')
      .limit(limit)
      .select('id', 'lease_version');
    const taken: StoredBatch[] = [];
    for (const { id, lease_version: version } of due) {
      const [row] = await this.db('batch')
        .where({ id, lease_version: version })
        .where('lease_until', '<', now)
        .update({
          follower,
          lease_until: toDatabase(Date.now() + this.leaseMs),
          lease_version: version + 1,
        })
        .returning('*');
      if (row) taken.push(await this.#fromRow(row));
    }
    return taken;
  }

  /** Keeps the lease; false: it is lost. */
  async renew(id: string, lease: Lease): Promise<boolean> {
    const count = await this.#held(id, lease).update({
      lease_until: toDatabase(Date.now() + this.leaseMs),
    });
    return count > 0;
  }

  async release(id: string, lease: Lease): Promise<void> {
    await this.#held(id, lease).update({ lease_until: toDatabase(0) });
  }

  /** Writes what became of an item; false: the lease is lost. */
  async writeItem(
    id: string,
    lease: Lease,
    position: number,
    change: Pick<BatchItem, 'state'> & { restart?: string; message?: string },
  ): Promise<boolean> {
    return this.db.transaction(async tx => {
      const held = await this.#held(id, lease, tx).increment('version', 1);
      if (!held) return false;
      await tx('batch_item')
        .where({ batch_id: id, position })
        .update({
          state: change.state,
          ...(change.restart && { restart_id: change.restart }),
          ...(change.message && { message: change.message }),
        });
      return true;
    });
  }

  /** Ends a batch; false: the lease is lost. */
  async end(id: string, lease: Lease, state: Batch['state']): Promise<boolean> {
    const count = await this.#held(id, lease).update({
      state,
      ended_at: toDatabase(Date.now()),
      follower: null,
      lease_until: null,
    });
    return count > 0;
  }

  async deleteEndedBefore(time: number): Promise<void> {
    await this.db('batch').where('ended_at', '<', toDatabase(time)).delete();
  }

  #held(id: string, lease: Lease, db: Knex = this.db) {
    return db('batch')
      .where({ id, follower: lease.follower, lease_version: lease.version })
      .whereNull('ended_at');
  }

  async #fromRow(row: any): Promise<StoredBatch> {
    const items = await this.db('batch_item')
      .where({ batch_id: row.id })
      .orderBy('position');
    return {
      batch: {
        id: row.id,
        state: row.state,
        ...(row.reason && { reason: row.reason }),
        requestedBy: actorOfRow(row),
        requestedAt: fromDatabase(row.requested_at),
        ...(row.ended_at && { endedAt: fromDatabase(row.ended_at) }),
        atOnce: row.at_once,
        stopAtFirstFailure: Boolean(row.stop_at_first_failure),
        items: items.map(
          (item): BatchItem => ({
            cluster: item.cluster,
            namespace: item.namespace,
            kind: item.kind,
            name: item.name,
            state: item.state,
            ...(item.restart_id && { restart: item.restart_id }),
            ...(item.message && { message: item.message }),
          }),
        ),
      },
      requester: JSON.parse(row.requester),
      stopping: Boolean(row.stopping),
      lease: row.follower
        ? { follower: row.follower, version: row.lease_version }
        : undefined,
    };
  }
}
