import type { PodObject } from './pods';
import { isSameStamp } from './stamp';
import type { WorkloadObject } from './workloads';

/** How far a rollout is, by the workload's own counts. */
export interface Rollout {
  /** How many pods it is to renew. */
  desired: number;
  /** Whether the controller has seen the restart. */
  observed: boolean;
  /** Whether all pods are new and available, and no old one is counted any more. */
  complete: boolean;
}

/** What `kubectl rollout status` would say, for each kind. */
export function rolloutOf(workload: WorkloadObject): Rollout {
  const { kind, status, replicas, partition } = workload;
  const desired = Math.max(replicas - partition, 0);
  const observed = workload.observedGeneration >= workload.generation;
  const available = status.available >= replicas;
  const enough = observed && status.updated >= desired && available;
  switch (kind) {
    case 'statefulsets':
      return {
        desired,
        observed,
        complete:
          enough &&
          (partition > 0 || status.updateRevision === status.currentRevision),
      };
    case 'daemonsets':
      return { desired, observed, complete: enough };
    case 'rollouts':
      // `updated` counts what the current template made, which a restart leaves as it is.
      return { desired, observed, complete: observed && available };
    default:
      return {
        desired,
        observed,
        complete: enough && status.replicas <= status.updated,
      };
  }
}

/** The pods that a workload owns, which its selector alone does not tell: that of another may overlap. */
export function podsOf(
  workload: WorkloadObject,
  pods: readonly PodObject[],
): PodObject[] {
  const { kind, name, uid } = workload;
  const direct = kind === 'statefulsets' || kind === 'daemonsets';
  return pods.filter(({ owner, templateHash }) => {
    if (!owner) return false;
    if (direct) return owner.uid === uid;
    // Of ReplicaSets nothing may be read; their names are made of the workload's and a hash that their pods carry.
    return (
      owner.kind === 'ReplicaSet' && owner.name === `${name}-${templateHash}`
    );
  });
}

/** Whether the restart made a pod. */
export function isNewPod(
  workload: WorkloadObject,
  pod: PodObject,
  stamp: string,
): boolean {
  return workload.kind === 'rollouts'
    ? Date.parse(pod.created) >= Date.parse(stamp)
    : isSameStamp(pod.restartedAt, stamp);
}
