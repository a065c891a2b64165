import type {
  RestartFailure,
  RestartState,
  RestartStep,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import { Knex } from 'knex';
import { type Lease, Leases, NO_LEASE } from './Leases';
import { fromRow, type RestartRow, type StoredRestart } from './rows';
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

/** Restarts, as whoever follows them takes, keeps and writes them: see `Leases`. */
export class LeaseStore {
  readonly #leases: Leases<RestartRow>;

  constructor(private readonly db: Knex, leaseMs: number) {
    this.#leases = new Leases(db, 'restart', leaseMs);
  }

  /** Takes restarts that nobody follows any more. */
  async takeOver(follower: string, limit: number): Promise<StoredRestart[]> {
    return (await this.#leases.takeOver(follower, limit)).map(fromRow);
  }

  /** Keeps a lease; false: it is lost, or the restart has ended. */
  renew(id: string, lease: Lease): Promise<boolean> {
    return this.#leases.renew(id, lease);
  }

  /** Lets the next server take over at once: this one stops. */
  release(id: string, lease: Lease): Promise<void> {
    return this.#leases.release(id, lease);
  }

  /** Writes what happened; undefined: the lease is lost, or the restart has ended. */
  async write(
    id: string,
    lease: Lease,
    change: Change,
  ): Promise<StoredRestart | undefined> {
    return this.db.transaction(async tx => {
      const row = await this.#leases.held(id, lease, tx).first();
      if (!row) return undefined;
      const { step } = change;
      const ends = step && ENDS.includes(step.state);
      const rows = await this.#leases
        .held(id, lease, tx)
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
            ...NO_LEASE,
          }),
        })
        .returning('*');
      return rows[0] && fromRow(rows[0]);
    });
  }
}
