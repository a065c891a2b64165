import { timestamp } from '../api/managedFields';
import { Pod, ReplicaSet } from '../api/types';
import { behaviourOf } from '../kubelet/behaviour';
import { Reconcile, writeStatus } from './context';
import { createPod, deletePod, exceededQuota, podEvents } from './ownedPods';
import { isAvailable, isEnding, isReady, podFrom, podsOf } from './pods';
import { wasRestarted } from './restarts';

const EVENTS = podEvents('replicaset-controller');

/** Keeps as many pods as a replica set should have. */
export const reconcileReplicaSet: Reconcile<ReplicaSet> = (set, context) => {
  const { events, clock, store } = context;
  const pods = podsOf(set, context);
  const active = pods.filter(pod => !isEnding(pod));
  const missing = set.spec.replicas - active.length;

  let failure: string | undefined;
  if (missing > 0) {
    const { template } = set.spec;
    const behaviour = behaviourOf(template, wasRestarted(set, store));
    if (behaviour === 'quota') {
      failure = exceededQuota(`${set.metadata.name}-`);
      events.record(set, 'Warning', 'FailedCreate', EVENTS.component, {
        message: `Error creating: ${failure}`,
      });
      context.requeue(set, 15_000);
    }
    for (let i = 0; i < missing && !failure; i += 1) {
      createPod(set, podFrom(template, set, {}), EVENTS, context);
    }
  }
  for (const pod of inOrderOfDeletion(active).slice(0, Math.max(0, -missing))) {
    deletePod(set, pod, EVENTS, context);
  }

  const counted = podsOf(set, context);
  const now = counted.filter(pod => !isEnding(pod));
  const ready = now.filter(isReady);
  const available = ready.filter(pod => isAvailable(pod, set, context));
  writeStatus(
    set,
    {
      replicas: now.length,
      ...(now.length > 0 && { fullyLabeledReplicas: now.length }),
      ...(ready.length > 0 && { readyReplicas: ready.length }),
      ...(available.length > 0 && { availableReplicas: available.length }),
      terminatingReplicas: counted.length - now.length,
      observedGeneration: set.metadata.generation,
      ...(failure && {
        conditions: [
          set.status?.conditions?.[0] ?? {
            type: 'ReplicaFailure',
            status: 'True' as const,
            lastTransitionTime: timestamp(clock.now()),
            reason: 'FailedCreate',
            message: failure,
          },
        ],
      }),
    },
    context,
  );
};

/** Those that nobody would miss first: not on a node, not ready, the youngest. */
function inOrderOfDeletion(pods: Pod[]): Pod[] {
  const rank = (pod: Pod) => {
    if (!pod.spec.nodeName) return 0;
    return isReady(pod) ? 2 : 1;
  };
  return [...pods].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp),
  );
}
