import type {
  RestartState,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import { isDeepStrictEqual } from 'node:util';
import type { Change, LeaseStore } from '../store/LeaseStore';
import type { Lease } from '../store/Leases';
import type { StoredRestart } from '../store/rows';

/** What whoever follows a restart writes of it. It counts only while they hold the lease. */
export class RestartRecord {
  readonly lease: Lease;

  constructor(
    private readonly options: {
      leases: LeaseStore;
      /** Something was written. */
      onChange(stored: StoredRestart, change: Change): void;
      /** Ends the following; so does a lease that is lost. */
      stopping: AbortController;
    },
    private current: StoredRestart,
  ) {
    if (!current.lease) throw new Error('Only what is leased can be followed');
    this.lease = current.lease;
  }

  /** As it was written last. */
  get stored(): StoredRestart {
    return this.current;
  }

  async step(
    state: RestartState,
    change: Omit<Change, 'step'>,
    message?: string,
  ): Promise<void> {
    await this.#write({
      ...change,
      step: {
        time: new Date().toISOString(),
        state,
        ...(message && { message }),
      },
    });
  }

  async progress(progress: RolloutProgress): Promise<void> {
    if (isDeepStrictEqual(progress, this.current.restart.progress)) return;
    await this.#write({ progress });
  }

  async #write(change: Change): Promise<void> {
    const { leases, onChange, stopping } = this.options;
    if (stopping.signal.aborted) return;
    const { id } = this.current.restart;
    const written = await leases.write(id, this.lease, change);
    if (written) {
      this.current = written;
      onChange(written, change);
    } else {
      // Another server follows it now, or somebody has superseded it.
      stopping.abort();
    }
  }
}
