import { timestamp } from '../api/managedFields';
import { RESOURCES } from '../api/resources';
import { keyOf } from '../api/store';
import { selectorText } from '../api/selectors';
import { Pod, Rollout } from '../api/types';
import { ControllerContext, Reconcile, writeStatus } from './context';
import {
  isAvailable,
  isEnding,
  podsOf,
  replicaSetsOf,
  templateHash,
} from './pods';
import { createReplicaSet } from './replicaSets';
import { availableOf, boundsOf, rollingStep, sum } from './rolling';

const MANAGER = 'rollouts-controller';
const HASH_LABEL = 'rollouts-pod-template-hash';

/** Rolls an Argo Rollout over to its template, as a canary without steps, and restarts its pods at `restartAt`. */
export const reconcileRollout: Reconcile<Rollout> = (rollout, context) => {
  const hash = templateHash(rollout.spec.template);
  const sets = replicaSetsOf(rollout, context);
  const current =
    sets.find(set => set.metadata.labels?.[HASH_LABEL] === hash) ??
    createReplicaSet(
      rollout,
      { label: HASH_LABEL, hash, manager: MANAGER },
      context,
    );
  const old = sets.filter(set => set.metadata.uid !== current.metadata.uid);
  const { replicas, strategy, paused } = rollout.spec;
  const bounds = boundsOf(replicas, {
    maxSurge: '25%',
    maxUnavailable: '25%',
    ...strategy?.canary,
  });
  if (!paused) {
    const scaling = rollingStep(
      { spec: { replicas } } as Parameters<typeof rollingStep>[0],
      current,
      old,
      bounds,
    );
    for (const [set, wanted] of scaling) {
      context.objects.update(
        set,
        each => ({ ...each, spec: { ...each.spec, replicas: wanted } }),
        { manager: MANAGER },
      );
    }
  }
  const restartedAt = restart(rollout, bounds.unavailable, context);
  writeRolloutStatus(rollout, hash, restartedAt, context);
};

/** Ends pods that are older than `restartAt`, a few at a time. Returns the time of the restart that is done. */
function restart(
  rollout: Rollout,
  unavailable: number,
  context: ControllerContext,
): string | undefined {
  const { restartAt, replicas } = rollout.spec;
  const { clock, objects, requeue } = context;
  const done = rollout.status?.restartedAt;
  if (!restartAt || done === restartAt) return done;
  const time = Date.parse(restartAt);
  if (time > clock.now()) {
    requeue(rollout, time - clock.now());
    return done;
  }
  const sets = replicaSetsOf(rollout, context);
  const pods = sets.flatMap(set =>
    podsOf(set, context).map(pod => ({ set, pod })),
  );
  const isOld = (pod: Pod) => Date.parse(pod.metadata.creationTimestamp) < time;
  const old = pods.filter(({ pod }) => isOld(pod));
  if (old.length === 0 && pods.length >= replicas) return restartAt;
  const available = pods.filter(
    ({ pod, set }) => !isEnding(pod) && isAvailable(pod, set, context),
  ).length;
  let spare = available - (replicas - Math.max(1, unavailable));
  for (const { pod } of old) {
    if (spare <= 0) break;
    if (isEnding(pod)) continue;
    objects.delete(pod);
    spare -= 1;
  }
  return done;
}

function writeRolloutStatus(
  given: Rollout,
  hash: string,
  restartedAt: string | undefined,
  context: ControllerContext,
): void {
  const { store, clock } = context;
  const rollout = store.get(RESOURCES.rollouts, keyOf(given)) as Rollout;
  const { replicas, selector, paused, restartAt } = rollout.spec;
  const sets = replicaSetsOf(rollout, context);
  const current = sets.find(set => set.metadata.labels?.[HASH_LABEL] === hash);
  const counts = {
    HPAReplicas: sum(sets, set => set.status?.replicas ?? 0),
    replicas: sum(sets, set => set.status?.replicas ?? 0),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(sets, set => set.status?.readyReplicas ?? 0),
    availableReplicas: sum(sets, availableOf),
  };
  const healthy =
    counts.updatedReplicas === replicas &&
    counts.replicas === replicas &&
    counts.availableReplicas === replicas;
  const was = rollout.status?.conditions?.find(each => each.type === 'Healthy');
  const state = healthy ? ('True' as const) : ('False' as const);
  const phase = phaseOf(paused, healthy);
  writeStatus(
    rollout,
    {
      observedGeneration: String(rollout.metadata.generation),
      phase,
      ...(phase === 'Progressing' && {
        message: 'more replicas need to be updated',
      }),
      ...counts,
      currentPodHash: hash,
      stableRS: healthy ? hash : rollout.status?.stableRS ?? hash,
      selector: selectorText(selector),
      ...(restartAt && restartedAt && { restartedAt }),
      conditions: [
        {
          type: 'Healthy',
          status: state,
          reason: healthy ? 'RolloutHealthy' : 'RolloutNotHealthy',
          message: healthy ? 'Rollout is healthy' : 'Rollout is not healthy',
          lastTransitionTime:
            was?.status === state
              ? was.lastTransitionTime
              : timestamp(clock.now()),
        },
      ],
    },
    context,
    MANAGER,
  );
}

function phaseOf(paused: boolean | undefined, healthy: boolean) {
  if (paused) return 'Paused';
  return healthy ? 'Healthy' : 'Progressing';
}
