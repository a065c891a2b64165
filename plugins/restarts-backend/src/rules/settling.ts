import type { Patience } from './patience';
import type { PodObject } from './pods';
import { crashesOf } from './trouble';
import type { WorkloadObject } from './workloads';

/**
 * What was seen before and a single look does not show. All times are by our clock: those of the cluster may be off.
 * Whoever takes over begins without it, and then waits a little longer; never less long.
 */
export interface Memory {
  /** Since when the rollout is complete. */
  completeSince?: number;
  /** Since when pods are ready, and how often they had crashed then; by uid. */
  ready: ReadonlyMap<string, { since: number; crashes: number }>;
  /** Since when there is trouble, by pod and reason. */
  troubles: ReadonlyMap<string, number>;
}

export const NO_MEMORY: Memory = { ready: new Map(), troubles: new Map() };

/** When what is complete has held long enough: counted from the last of its pods to get ready. */
export function settlingEnd(
  workload: WorkloadObject,
  fresh: readonly PodObject[],
  memory: Memory,
  patience: Patience,
): number | undefined {
  const { completeSince } = memory;
  if (completeSince === undefined) return undefined;
  const last = Math.max(
    ...fresh
      .filter(pod => pod.ready && !pod.ending)
      .map(pod => memory.ready.get(pod.uid)?.since ?? 0),
  );
  // The counts of available pods have waited for `minReadySeconds` already, by the cluster's clock.
  const held = last + workload.minReadySeconds * 1000;
  return Math.max(completeSince, held) + patience.settleMs;
}

/** Which pods are ready now, and since when. */
export function rememberReady(
  fresh: readonly PodObject[],
  memory: Memory,
  now: number,
): Memory['ready'] {
  return new Map(
    fresh
      .filter(pod => pod.ready && !pod.ending)
      .map(pod => {
        const before = memory.ready.get(pod.uid);
        const crashes = crashesOf(pod);
        return [
          pod.uid,
          before?.crashes === crashes ? before : { since: now, crashes },
        ];
      }),
  );
}

/** A pod that was ready for less than the settle time, and then crashed. */
export function crashedWhileSettling(
  pod: PodObject,
  memory: Memory,
  now: number,
  patience: Patience,
): boolean {
  const before = memory.ready.get(pod.uid);
  if (!before || pod.ending) return false;
  const complete = memory.completeSince ?? now;
  const settling = now - Math.max(before.since, complete) <= patience.settleMs;
  return (
    settling && (crashesOf(pod) > before.crashes || pod.phase === 'Failed')
  );
}
