import type {
  RolloutPod,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import type { PodObject } from './pods';
import type { Rollout } from './rollout';
import { summaryOf } from './summary';
import { Trouble, troubleOfPod } from './trouble';
import type { WorkloadObject } from './workloads';

/** How many pods a progress names at most; what needs attention comes first. */
const MAX_PODS = 100;

const ORDER: Record<RolloutPod['state'], number> = {
  failed: 0,
  waiting: 1,
  running: 2,
  ready: 3,
  ending: 4,
};

/** Of a workload that is not to be seen. */
export const NOTHING_SEEN: Omit<RolloutProgress, 'summary'> = {
  desired: 0,
  updated: 0,
  available: 0,
  pods: [],
};

/** How far a rollout is, as people see it. */
export function describeProgress(
  workload: WorkloadObject,
  rollout: Rollout,
  own: readonly PodObject[],
  fresh: readonly PodObject[],
  settlesAt: number | undefined,
  now: number,
): RolloutProgress {
  const isNew = new Set(fresh);
  const living = fresh.filter(pod => !pod.ending);
  const counts = {
    desired: rollout.desired,
    updated: living.length,
    available: living.filter(pod => pod.ready).length,
  };
  const settling = settlesAt !== undefined && settlesAt > now;
  return {
    ...counts,
    summary: summaryOf(workload, rollout, {
      ...counts,
      old: own.length - fresh.length,
      settling,
    }),
    ...(settling && { settlesAt: new Date(settlesAt).toISOString() }),
    pods: own
      .map(pod => describePod(pod, isNew.has(pod)))
      .sort(
        (a, b) =>
          Number(b.isNew) - Number(a.isNew) ||
          ORDER[a.state] - ORDER[b.state] ||
          (a.name < b.name ? -1 : 1),
      )
      .slice(0, MAX_PODS),
  };
}

function describePod(pod: PodObject, isNew: boolean): RolloutPod {
  const trouble = troubleOfPod(pod);
  const waiting = pod.containers.find(c => c.waiting)?.waiting?.reason;
  const reason = trouble?.reason ?? (pod.ready ? undefined : waiting);
  return {
    name: pod.name,
    isNew,
    state: stateOfPod(pod, trouble),
    ...(reason && { reason }),
    restarts: pod.containers.reduce((sum, c) => sum + c.restarts, 0),
    created: pod.created,
    containers: pod.containers
      .filter(c => c.running || c.ended || c.endedBefore)
      .map(c => c.name),
  };
}

function stateOfPod(
  pod: PodObject,
  trouble: Trouble | undefined,
): RolloutPod['state'] {
  if (pod.ending) return 'ending';
  if (trouble && trouble.reason !== 'Unschedulable') return 'failed';
  if (pod.ready) return 'ready';
  return pod.phase === 'Running' ? 'running' : 'waiting';
}
