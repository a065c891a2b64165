import type {
  RestartActor,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { Knex } from 'knex';
import { keyOf } from '../rules/names';
import { AskedStore, type Asked } from './AskedStore';
import { firstLease, NO_LEASE } from './Leases';
import { requestColumns } from './requests';
import { fromRow, type RestartRow, type StoredRestart } from './rows';
import { toDatabase } from './time';

/** A restart that is asked for. */
export interface NewRestart {
  id: string;
  workload: WorkloadReference;
  uid: string;
  reason?: string;
  requestedBy: RestartActor;
  groups: string[];
  granted: string[];
  /** Makes the mark out of those that earlier restarts of the workload set. */
  chooseStamp(last: string | undefined): string;
  batch?: string;
  follower: string;
  leaseMs: number;
}

/** How asking for a restart went: it was begun, the one that runs was joined, or it had been asked for before. */
export interface Begun {
  how: 'created' | 'joined' | 'repeated';
  stored: StoredRestart;
  /** The one whose place was taken. */
  superseded?: string;
}

/** Restarts: reading one, and beginning one while at most one of a workload is under way. */
export class RestartStore {
  readonly #asked: AskedStore;

  constructor(private readonly db: Knex) {
    this.#asked = new AskedStore(db);
  }

  async get(id: string): Promise<StoredRestart | undefined> {
    const row = await this.db<RestartRow>('restart').where({ id }).first();
    return row && fromRow(row);
  }

  /** Those of some ids that are there, in no order. */
  async getAll(ids: readonly string[]): Promise<StoredRestart[]> {
    if (ids.length === 0) return [];
    const rows = await this.db<RestartRow>('restart').whereIn('id', ids);
    return rows.map(fromRow);
  }

  /** The restarts of some workloads that are under way, by the key of their workload. */
  async active(
    workloads: readonly WorkloadReference[],
  ): Promise<Map<string, string>> {
    if (workloads.length === 0) return new Map();
    const rows = await this.db<RestartRow>('restart')
      .whereIn('active_key', workloads.map(keyOf))
      .select('id', 'active_key');
    return new Map(rows.map(row => [row.active_key!, row.id]));
  }

  /**
   * Writes down a restart before anything is done, in one go with what it was asked for with: whoever asks twice, at
   * whichever server, gets one.
   */
  async begin(
    wanted: NewRestart,
    whenRunning: 'join' | 'supersede',
    asked?: Asked,
  ): Promise<Begun> {
    return this.db.transaction(async tx => {
      if (asked) {
        const before = await this.#asked.take(tx, asked, wanted.id);
        if (before) {
          const stored = await this.#demand(tx, before);
          return { how: 'repeated', stored };
        }
      }
      const first = await this.#insertOrFindRunning(tx, wanted);
      if (first.inserted) return { how: 'created', stored: fromRow(first.row) };
      const running = first.row;
      if (whenRunning === 'join') {
        if (asked) await this.#asked.point(tx, asked, running.id);
        return { how: 'joined', stored: fromRow(running) };
      }
      await this.#supersede(tx, running, wanted.id);
      const { row } = await this.#insertOrFindRunning(tx, wanted);
      return {
        how: 'created',
        stored: fromRow(row),
        superseded: running.id,
      };
    });
  }

  async #demand(tx: Knex, id: string): Promise<StoredRestart> {
    const row = await tx<RestartRow>('restart').where({ id }).first();
    if (!row) throw new Error(`The restart ${id} is gone`);
    return fromRow(row);
  }

  /** What was inserted; or the one that is in its way, which stays as it is until the transaction ends. */
  async #insertOrFindRunning(
    tx: Knex.Transaction,
    wanted: NewRestart,
  ): Promise<{ inserted: boolean; row: RestartRow }> {
    const key = keyOf(wanted.workload);
    for (;;) {
      const row = await this.#insert(tx, wanted, key);
      if (row) return { inserted: true, row };
      const find = tx<RestartRow>('restart').where({ active_key: key });
      // SQLite has one writer at a time, and no such words.
      const running = await (tx.client.config.client === 'pg'
        ? find.forUpdate()
        : find
      ).first();
      // Without one, it ended just now.
      if (running) return { inserted: false, row: running };
    }
  }

  /** Undefined: there is one under way. */
  async #insert(
    tx: Knex.Transaction,
    wanted: NewRestart,
    key: string,
  ): Promise<RestartRow | undefined> {
    const now = Date.now();
    const last = await tx<RestartRow>('restart')
      .where({ ...wanted.workload })
      .orderBy('requested_at', 'desc')
      .first('stamp');
    const [row] = await tx<RestartRow>('restart')
      .insert({
        id: wanted.id,
        ...wanted.workload,
        uid: wanted.uid,
        state: 'pending',
        ...requestColumns(wanted, now),
        groups: JSON.stringify(wanted.groups),
        granted: JSON.stringify(wanted.granted),
        stamp: wanted.chooseStamp(last?.stamp),
        steps: JSON.stringify([{ time: toDatabase(now), state: 'pending' }]),
        batch_id: wanted.batch ?? null,
        active_key: key,
        ...firstLease(wanted.follower, wanted.leaseMs),
        version: 1,
      })
      .onConflict('active_key')
      .ignore()
      .returning('*');
    if (!row) return undefined;
    await tx('restart_group').insert(
      wanted.groups.map(name => ({ restart_id: wanted.id, name })),
    );
    return row;
  }

  async #supersede(tx: Knex, running: RestartRow, by: string) {
    const time = toDatabase(Date.now());
    await tx('restart')
      .where({ id: running.id })
      .update({
        state: 'superseded',
        ended_at: time,
        active_key: null,
        ...NO_LEASE,
        superseded_by: by,
        steps: JSON.stringify([
          ...JSON.parse(running.steps),
          { time, state: 'superseded' },
        ]),
        version: running.version + 1,
      });
  }
}
