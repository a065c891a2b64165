import type { Rollout } from './rollout';
import type { WorkloadObject } from './workloads';

/** How far a rollout is, in one sentence. */
export function summaryOf(
  workload: WorkloadObject,
  rollout: Rollout,
  counts: {
    desired: number;
    updated: number;
    available: number;
    old: number;
    settling: boolean;
  },
): string {
  const { desired, updated, available, old, settling } = counts;
  if (workload.paused && !rollout.complete) {
    return 'It is paused; the restart goes on when somebody resumes it';
  }
  if (desired === 0) return 'It has no pods to restart';
  if (!rollout.observed) return 'The cluster has not begun yet';
  if (settling) {
    return `${countPods(available)} ready; waiting to see that it lasts`;
  }
  const progress = `${available} of ${desired} new ${
    desired === 1 ? 'pod is' : 'pods are'
  } ready`;
  if (available >= desired && old > 0) {
    return `${progress}; ${countPods(old, 'old')} still ending`;
  }
  if (updated < desired) return `${progress}, ${updated} made`;
  return progress;
}

function countPods(count: number, which = 'new'): string {
  return count === 1 ? `1 ${which} pod is` : `${count} ${which} pods are`;
}
