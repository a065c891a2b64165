import { timestamp } from '../api/managedFields';
import { RESOURCES } from '../api/resources';
import { keyOf } from '../api/store';
import { Condition, Deployment, ReplicaSet } from '../api/types';
import { ControllerContext, writeStatus } from './context';
import { POD_TEMPLATE_HASH, replicaSetsOf } from './pods';
import { availableOf, boundsOf, sum } from './rolling';

type Status = NonNullable<Deployment['status']>;

/** Says how far a Deployment is, with the conditions that `kubectl rollout status` reads. */
export function writeDeploymentStatus(
  given: Deployment,
  hash: string,
  context: ControllerContext,
): void {
  const { store } = context;
  const deployment = store.get(
    RESOURCES.deployments,
    keyOf(given),
  ) as Deployment;
  const sets = replicaSetsOf(deployment, context);
  const current = sets.find(
    set => set.metadata.labels?.[POD_TEMPLATE_HASH] === hash,
  );
  const counts = {
    replicas: sum(sets, set => set.status?.replicas ?? 0),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(sets, set => set.status?.readyReplicas ?? 0),
    availableReplicas: sum(sets, availableOf),
    unavailableReplicas: Math.max(
      0,
      sum(sets, set => set.spec.replicas) - sum(sets, availableOf),
    ),
  };
  const shown = Object.fromEntries(
    Object.entries(counts).filter(([, count]) => count > 0),
  );
  const status: Status = {
    observedGeneration: deployment.metadata.generation,
    ...shown,
    terminatingReplicas: sum(sets, set => set.status?.terminatingReplicas ?? 0),
  };
  status.conditions = conditions(deployment, status, current, sets, context);
  writeStatus(deployment, status, context);
}

function conditions(
  deployment: Deployment,
  status: Status,
  current: ReplicaSet | undefined,
  sets: ReplicaSet[],
  context: ControllerContext,
): Condition[] {
  const before = deployment.status?.conditions ?? [];
  const now = timestamp(context.clock.now());
  const next = [
    available(deployment, status),
    progressing(deployment, status, current, context),
    replicaFailure(sets),
  ];
  return next.flatMap(condition => {
    if (!condition) return [];
    const was = before.find(each => each.type === condition.type);
    const same =
      was?.status === condition.status && was.reason === condition.reason;
    return [
      {
        ...condition,
        lastUpdateTime: same && !condition.moved ? was.lastUpdateTime : now,
        lastTransitionTime:
          was?.status === condition.status ? was.lastTransitionTime : now,
        moved: undefined,
      },
    ].map(({ moved, ...rest }) => rest);
  });
}

type NewCondition = Condition & { moved?: boolean };

function available(
  { spec }: Deployment,
  { availableReplicas = 0 }: Status,
): NewCondition {
  const { unavailable } = boundsOf(spec.replicas, spec.strategy.rollingUpdate);
  const least =
    spec.strategy.type === 'Recreate'
      ? spec.replicas
      : spec.replicas - unavailable;
  return availableReplicas >= least
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progressing(
  deployment: Deployment,
  status: Status,
  current: ReplicaSet | undefined,
  { clock, requeue, movedAt }: ControllerContext,
): NewCondition | undefined {
  const { spec } = deployment;
  const { uid } = deployment.metadata;
  const before = deployment.status ?? {};
  const was = before.conditions?.find(each => each.type === 'Progressing');
  if (spec.paused) {
    movedAt.set(uid, clock.elapsed());
    return {
      type: 'Progressing',
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    };
  }
  if (!current) return was;
  const name = `ReplicaSet "${current.metadata.name}"`;
  const complete =
    status.updatedReplicas === (spec.replicas || undefined) &&
    status.replicas === status.updatedReplicas &&
    status.availableReplicas === status.updatedReplicas;
  if (complete) {
    movedAt.set(uid, clock.elapsed());
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `${name} has successfully progressed.`,
    };
  }

  const isOld = (counts: Status) =>
    (counts.replicas ?? 0) - (counts.updatedReplicas ?? 0);
  const newTemplate =
    deployment.metadata.generation !== before.observedGeneration;
  // Pods that fail later, after all was well, do not make the update that ended well one that failed.
  if (was?.reason === 'NewReplicaSetAvailable' && !newTemplate) {
    if (was.message?.startsWith(name)) return was;
  }
  const moved =
    newTemplate ||
    !movedAt.has(uid) ||
    (status.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (before.availableReplicas ?? 0) ||
    (status.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    isOld(status) < isOld(before);
  if (moved) movedAt.set(uid, clock.elapsed());

  const left =
    (spec.progressDeadlineSeconds ?? 600) * 1000 -
    (clock.elapsed() - movedAt.get(uid)!);
  if (left <= 0) {
    return {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `${name} has timed out progressing.`,
    };
  }
  if (moved) requeue(deployment, left + 1);
  return {
    type: 'Progressing',
    status: 'True',
    reason: 'ReplicaSetUpdated',
    message: `${name} is progressing.`,
    moved,
  };
}

function replicaFailure(sets: ReplicaSet[]): NewCondition | undefined {
  return sets
    .flatMap(set => set.status?.conditions ?? [])
    .find(each => each.type === 'ReplicaFailure');
}
