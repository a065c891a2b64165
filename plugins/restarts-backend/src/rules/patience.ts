import type { EventObject } from './events';
import type { PodObject } from './pods';
import type { Rollout } from './rollout';
import {
  type Trouble,
  troubleOfConditions,
  troubleOfEvents,
  troubleOfPod,
} from './trouble';
import type { WorkloadObject } from './workloads';

/** For how long what, in milliseconds. */
export interface Patience {
  /** It must hold before it is ready, beyond `minReadySeconds`. */
  settleMs: number;
  /** Trouble that often passes may last. */
  troubleMs: number;
  /** There may be no room for a pod, which an autoscaler may be making. */
  roomMs: number;
}

/** Trouble that can be known again at the next look. */
export interface KnownTrouble {
  key: string;
  trouble: Trouble;
}

/** All that keeps the rollout from going on, what counts most first. */
export function troublesOf(
  workload: WorkloadObject,
  rollout: Rollout,
  fresh: readonly PodObject[],
  events: readonly EventObject[],
  patchedAt: number,
): KnownTrouble[] {
  const ofPods = fresh.flatMap(pod => {
    const trouble = troubleOfPod(pod);
    return trouble ? [{ key: pod.uid, trouble }] : [];
  });
  // Controllers replace pods that failed: each new one would begin a patience of its own.
  const failed = fresh.filter(pod => pod.phase === 'Failed' && !pod.ending);
  const again =
    failed.length > 1 && ofPods.find(({ key }) => key === failed[0].uid);
  if (again) {
    ofPods.unshift({
      ...again,
      trouble: { ...again.trouble, patience: 'none' },
    });
  }
  const others: (Trouble | undefined)[] = [
    rollout.observed ? troubleOfConditions(workload) : undefined,
    troubleOfEvents(events, { uid: workload.uid, since: patchedAt }),
  ];
  return [
    ...ofPods,
    ...others.flatMap(trouble =>
      trouble ? [{ key: trouble.reason, trouble }] : [],
    ),
  ];
}

/** How long trouble may last, in milliseconds. */
export function patienceWith(trouble: Trouble, patience: Patience): number {
  switch (trouble.patience) {
    case 'none':
      return 0;
    case 'room':
      return patience.roomMs;
    default:
      return patience.troubleMs;
  }
}
