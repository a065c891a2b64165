import type {
  RestartFailure,
  RestartState,
  RestartStep,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import { Knex } from 'knex';
import {
  fromRow,
  type Lease,
  type RestartRow,
  type StoredRestart,
} from './rows';
import { toDatabase } from './time';

/** What whoever follows a restart writes of it. */
export interface Change {
  step?: RestartStep;
  progress?: RolloutProgress;
  failure?: RestartFailure;
  patchedAt?: number;
}

const ENDS: readonly RestartState[] = [
  'ready',
  'failed',
  'timed-out',
  'superseded',
];

/**
 * Which server follows a restart. A lease is renewed while its server lives; when it has run out another server takes it,
 * and what the first still writes is refused.
 */
export class LeaseStore {
  constructor(private readonly db: Knex, private readonly leaseMs: number) {}

  /** Takes restarts that nobody follows any more. */
  async takeOver(follower: string, limit: number): Promise<StoredRestart[]> {
    const now = Date.now();
    const due = await this.db<RestartRow>('restart')
      .where('lease_until', '<', toDatabase(now))
      .orderBy('lease_until')
      .limit(limit)
      .select('id', 'lease_version');
    const taken: StoredRestart[] = [];
    for (const { id, lease_version: version } of due) {
      const rows = await this.db<RestartRow>('restart')
        .where({ id, lease_version: version })
        .where('lease_until', '<', toDatabase(now))
        .update({
          follower,
          lease_until: toDatabase(now + this.leaseMs),
          lease_version: version + 1,
        })
        .returning('*');
      taken.push(...rows.map(fromRow));
    }
    return taken;
  }

  /** Keeps a lease; false: it is lost, or the restart has ended. */
  async renew(id: string, lease: Lease): Promise<boolean> {
    const count = await this.#held(id, lease).update({
      lease_until: toDatabase(Date.now() + this.leaseMs),
    });
    return count > 0;
  }

  /** Lets the next server take over at once: this one stops. */
  async release(id: string, lease: Lease): Promise<void> {
    await this.#held(id, lease).update({ lease_until: toDatabase(0) });
  }

  /** Writes what happened; undefined: the lease is lost, or the restart has ended. */
  async write(
    id: string,
    lease: Lease,
    change: Change,
  ): Promise<StoredRestart | undefined> {
    return this.db.transaction(async tx => {
      const row = await this.#held(id, lease, tx).first();
      if (!row) return undefined;
      const { step } = change;
      const ends = step && ENDS.includes(step.state);
      const rows = await this.#held(id, lease, tx)
        .update({
          version: row.version + 1,
          ...(step && {
            state: step.state,
            steps: JSON.stringify([...JSON.parse(row.steps), step]),
          }),
          ...(change.progress && {
            progress: JSON.stringify(change.progress),
          }),
          ...(change.failure && { failure: JSON.stringify(change.failure) }),
          ...(change.patchedAt && {
            patched_at: toDatabase(change.patchedAt),
          }),
          ...(ends && {
            ended_at: step.time,
            active_key: null,
            follower: null,
            lease_until: null,
          }),
        })
        .returning('*');
      return rows[0] && fromRow(rows[0]);
    });
  }

  #held(id: string, lease: Lease, db: Knex = this.db) {
    return db<RestartRow>('restart')
      .where({ id, follower: lease.follower, lease_version: lease.version })
      .whereNotNull('active_key');
  }
}
