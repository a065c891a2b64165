import { type LastItem, newestFirst } from '@wheelhouse/http-node';
import type {
  Batch,
  BatchItem,
  RestartActor,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { Knex } from 'knex';
import { AskedStore, type Asked } from './AskedStore';
import {
  firstLease,
  type Lease,
  type LeaseColumns,
  leaseOfRow,
  Leases,
  NO_LEASE,
} from './Leases';
import {
  BY_REQUEST,
  type RequestColumns,
  requestColumns,
  requestOfRow,
} from './requests';
import { toDatabase } from './time';

/** A row of `batch`. */
interface BatchRow extends RequestColumns, LeaseColumns {
  id: string;
  state: Batch['state'];
  requester: string;
  at_once: number;
  stop_at_first_failure: boolean | number;
  stopping: boolean | number;
}

/** A row of `batch_item`. */
interface BatchItemRow extends WorkloadReference {
  batch_id: string;
  position: number;
  state: BatchItem['state'];
  restart_id: string | null;
  message: string | null;
}

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

/** Batches, and which server sees to them: see `Leases`. */
export class BatchStore {
  readonly #asked: AskedStore;
  readonly #leases: Leases<BatchRow>;

  constructor(private readonly db: Knex, private readonly leaseMs: number) {
    this.#asked = new AskedStore(db);
    this.#leases = new Leases(db, 'batch', leaseMs);
  }

  /** Writes down a batch; where it was asked for before, the id of the one that it is. */
  async create(batch: NewBatch, asked?: Asked): Promise<string> {
    return this.db.transaction(async tx => {
      const before = asked && (await this.#asked.take(tx, asked, batch.id));
      if (before) return before;
      await tx('batch').insert({
        id: batch.id,
        state: 'running',
        ...requestColumns(batch, Date.now()),
        requester: JSON.stringify(batch.requester),
        at_once: batch.atOnce,
        stop_at_first_failure: batch.stopAtFirstFailure,
        stopping: false,
        ...firstLease(batch.follower, this.leaseMs),
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
    return row && (await this.#fromRows([row]))[0];
  }

  /** Those that somebody asked for, newest first. */
  async list(
    requestedBy: string,
    page: { limit: number; after?: LastItem },
  ): Promise<StoredBatch[]> {
    const query = this.db('batch').where({ requested_by: requestedBy });
    return this.#fromRows(await newestFirst(query, BY_REQUEST, page));
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
    return this.#fromRows(await this.#leases.takeOver(follower, limit));
  }

  /** Keeps a lease; false: it is lost, or the batch has ended. */
  renew(id: string, lease: Lease): Promise<boolean> {
    return this.#leases.renew(id, lease);
  }

  /** Lets the next server take over at once: this one stops. */
  release(id: string, lease: Lease): Promise<void> {
    return this.#leases.release(id, lease);
  }

  /** Writes what became of an item; false: the lease is lost. */
  async writeItem(
    id: string,
    lease: Lease,
    position: number,
    change: Pick<BatchItem, 'state'> & { restart?: string; message?: string },
  ): Promise<boolean> {
    return this.db.transaction(async tx => {
      const held = await this.#leases
        .held(id, lease, tx)
        .increment('version', 1);
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
    const count = await this.#leases.held(id, lease).update({
      state,
      ended_at: toDatabase(Date.now()),
      ...NO_LEASE,
    });
    return count > 0;
  }

  async deleteEndedBefore(time: number): Promise<void> {
    await this.db('batch').where('ended_at', '<', toDatabase(time)).delete();
  }

  async #fromRows(rows: readonly BatchRow[]): Promise<StoredBatch[]> {
    if (rows.length === 0) return [];
    const items = await this.db<BatchItemRow>('batch_item')
      .whereIn(
        'batch_id',
        rows.map(({ id }) => id),
      )
      .orderBy('position');
    const itemsOf = new Map<string, BatchItem[]>(
      rows.map(({ id }) => [id, []]),
    );
    for (const item of items) itemsOf.get(item.batch_id)!.push(itemOfRow(item));
    return rows.map(row => fromRow(row, itemsOf.get(row.id)!));
  }
}

function itemOfRow(row: BatchItemRow): BatchItem {
  const { cluster, namespace, kind, name, state } = row;
  return {
    ...{ cluster, namespace, kind, name, state },
    ...(row.restart_id && { restart: row.restart_id }),
    ...(row.message && { message: row.message }),
  };
}

function fromRow(row: BatchRow, items: BatchItem[]): StoredBatch {
  return {
    batch: {
      id: row.id,
      state: row.state,
      ...requestOfRow(row),
      atOnce: row.at_once,
      stopAtFirstFailure: Boolean(row.stop_at_first_failure),
      items,
    },
    requester: JSON.parse(row.requester),
    stopping: Boolean(row.stopping),
    lease: leaseOfRow(row),
  };
}
