import { ClusterError } from '@wheelhouse/plugin-clusters-node';
import type { Verdict } from '../rules/judge';
import { refusalOf } from '../rules/refusal';
import { isSameStamp } from '../rules/stamp';
import type { Trouble } from '../rules/trouble';
import type { WorkloadObject } from '../rules/workloads';
import type { StoredRestart } from '../store/rows';
import type { LiveWorkloads } from './LiveWorkloads';

/** What trying again does not mend. */
const FINAL = new Set<ClusterError['reason']>([
  'forbidden',
  'invalid',
  'not-found',
  'conflict',
]);

/** The workload is marked; or the restart has ended with that. */
export type Patched = { workload: WorkloadObject } | { verdict: Verdict };

/**
 * Marks a workload for one restart. The mark was written down before the first try, so that doing it again, after a crash
 * or an answer that got lost, is the same patch, which changes nothing a second time.
 */
export class Patcher {
  constructor(
    private readonly live: LiveWorkloads,
    private readonly stored: StoredRestart,
  ) {}

  /**
   * @param seen - the workload, where it was read just now and its owner let it be restarted
   * @throws ClusterError where it is worth trying again
   */
  async patch(seen?: WorkloadObject): Promise<Patched> {
    const { restart, stamp, patchedAt } = this.stored;
    const workload = seen ?? (await this.live.read(restart));
    if (!workload || workload.uid !== this.stored.uid) {
      return failed('Deleted', 'The workload was deleted.');
    }
    if (patchedAt !== undefined || isSameStamp(workload.restartedAt, stamp)) {
      return { workload };
    }
    if (!seen) {
      const changed = this.#whatChanged(workload);
      if (changed) return { verdict: changed };
    }
    try {
      await this.live.patch(restart, stamp);
    } catch (error) {
      if (error instanceof ClusterError && FINAL.has(error.reason)) {
        return failed(
          'PatchRefused',
          error.details.serverMessage ?? error.message,
        );
      }
      throw error;
    }
    return { workload };
  }

  /** The owner may have changed their mind since it was asked for, and others may have been quicker. */
  #whatChanged(workload: WorkloadObject): Verdict | undefined {
    const { stamp, granted } = this.stored;
    if (!granted.some(group => workload.groups.includes(group))) {
      return verdict(
        'NotOptedIn',
        'Its owner no longer lets those restart it who asked for it.',
      );
    }
    if (Date.parse(workload.restartedAt ?? '') > Date.parse(stamp)) {
      return {
        state: 'superseded',
        message: 'Somebody restarted it again, past the portal.',
      };
    }
    const refusal = refusalOf(workload);
    return refusal ? verdict('Refused', refusal) : undefined;
  }
}

function failed(reason: string, message: string): { verdict: Verdict } {
  return { verdict: verdict(reason, message) };
}

function verdict(reason: string, message: string): Verdict {
  const trouble: Trouble = { reason, message, patience: 'none' };
  return { state: 'failed', trouble };
}
