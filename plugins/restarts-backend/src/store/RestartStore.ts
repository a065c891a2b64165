import type {
  RestartActor,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { Knex } from 'knex';
import { keyOf } from '../rules/names';
import { AskedStore, type Asked } from './AskedStore';
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

  /** The restarts that are under way, by the key of their workload. */
  async active(): Promise<Map<string, string>> {
    const rows = await this.db<RestartRow>('restart')
      .whereNotNull('active_key')
      .select('id', 'active_key');
    return new Map(rows.map(row => [row.active_key!, row.id]));
  }

  /** The restart of a workload that is under way. */
  async activeOf(workload: WorkloadReference) {
    const row = await this.db<RestartRow>('restart')
      .where({ active_key: keyOf(workload) })
      .first();
    return row && fromRow(row);
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
      const running = await this.#insertOrFindRunning(tx, wanted);
      if (!running) {
        return { how: 'created', stored: await this.#demand(tx, wanted.id) };
      }
      if (whenRunning === 'join') {
        if (asked) await this.#asked.point(tx, asked, running.id);
        return { how: 'joined', stored: fromRow(running) };
      }
      await this.#supersede(tx, running, wanted.id);
      await this.#insertOrFindRunning(tx, wanted);
      return {
        how: 'created',
        stored: await this.#demand(tx, wanted.id),
        superseded: running.id,
      };
    });
  }

  async #demand(tx: Knex, id: string): Promise<StoredRestart> {
    const row = await tx<RestartRow>('restart').where({ id }).first();
    if (!row) throw new Error(`The restart ${id} is gone`);
    return fromRow(row);
  }

  /** Undefined: it was inserted. Otherwise the one that is in its way, which stays as it is until the transaction ends. */
  async #insertOrFindRunning(
    tx: Knex.Transaction,
    wanted: NewRestart,
  ): Promise<RestartRow | undefined> {
    const key = keyOf(wanted.workload);
    for (;;) {
      if (await this.#insert(tx, wanted, key)) return undefined;
      const find = tx<RestartRow>('restart').where({ active_key: key });
      // SQLite has one writer at a time, and no such words.
      const running = await (tx.client.config.client === 'pg'
        ? find.forUpdate()
        : find
      ).first();
      // Without one, it ended just now.
      if (running) return running;
    }
  }

  async #insert(tx: Knex.Transaction, wanted: NewRestart, key: string) {
    const now = Date.now();
    const last = await tx<RestartRow>('restart')
      .where({ ...wanted.workload })
      .orderBy('requested_at', 'desc')
      .first('stamp');
    const inserted = await tx('restart')
      .insert({
        id: wanted.id,
        ...wanted.workload,
        uid: wanted.uid,
        state: 'pending',
        reason: wanted.reason ?? null,
        requested_by: wanted.requestedBy.ref,
        requested_name: wanted.requestedBy.name,
        key_id: wanted.requestedBy.key?.id ?? null,
        requested_at: toDatabase(now),
        groups: JSON.stringify(wanted.groups),
        granted: JSON.stringify(wanted.granted),
        stamp: wanted.chooseStamp(last?.stamp),
        steps: JSON.stringify([{ time: toDatabase(now), state: 'pending' }]),
        batch_id: wanted.batch ?? null,
        active_key: key,
        follower: wanted.follower,
        lease_until: toDatabase(now + wanted.leaseMs),
        lease_version: 1,
        version: 1,
      })
      .onConflict('active_key')
      .ignore()
      .returning('id');
    if (inserted.length === 0) return false;
    await tx('restart_group').insert(
      wanted.groups.map(name => ({ restart_id: wanted.id, name })),
    );
    return true;
  }

  async #supersede(tx: Knex, running: RestartRow, by: string) {
    const time = toDatabase(Date.now());
    await tx('restart')
      .where({ id: running.id })
      .update({
        state: 'superseded',
        ended_at: time,
        active_key: null,
        follower: null,
        lease_until: null,
        superseded_by: by,
        steps: JSON.stringify([
          ...JSON.parse(running.steps),
          { time, state: 'superseded' },
        ]),
        version: running.version + 1,
      });
  }
}
