import { keyOf } from '../api/store';
import { RESOURCES } from '../api/resources';
import { Deployment, KubeObject, ReplicaSet } from '../api/types';
import { CONTROLLER_MANAGER, ControllerContext, Reconcile } from './context';
import { writeDeploymentStatus } from './deploymentStatus';
import {
  POD_TEMPLATE_HASH,
  replicaSetsOf,
  REVISION_ANNOTATION,
  revisionOf,
  templateHash,
} from './pods';
import { createReplicaSet } from './replicaSets';
import { boundsOf, recreateStep, rollingStep, Scaling } from './rolling';

const COMPONENT = 'deployment-controller';

/** Rolls a Deployment's pods over to its template. */
export const reconcileDeployment: Reconcile<Deployment> = (
  deployment,
  context,
) => {
  const hash = templateHash(deployment.spec.template);
  const sets = replicaSetsOf(deployment, context);
  let current = sets.find(
    set => set.metadata.labels?.[POD_TEMPLATE_HASH] === hash,
  );

  if (deployment.spec.paused) {
    // Paused means that the template is not rolled out; the number of pods is still kept.
    const newest = current ?? sets[sets.length - 1];
    if (newest && newest.spec.replicas !== deployment.spec.replicas) {
      scale(deployment, new Map([[newest, deployment.spec.replicas]]), context);
    }
  } else {
    current = withRevision(
      deployment,
      current ??
        createReplicaSet(
          deployment,
          { label: POD_TEMPLATE_HASH, hash, manager: CONTROLLER_MANAGER },
          context,
        ),
      sets,
      context,
    );
    const old = sets.filter(set => set.metadata.uid !== current!.metadata.uid);
    const { strategy, replicas } = deployment.spec;
    const scaling =
      strategy.type === 'Recreate'
        ? recreateStep(deployment, current, old)
        : rollingStep(
            deployment,
            current,
            old,
            boundsOf(replicas, strategy.rollingUpdate),
          );
    scale(deployment, scaling, context);
    forgetOldSets(deployment, old, context);
  }
  writeDeploymentStatus(deployment, hash, context);
};

/** Numbers the current replica set, and the Deployment after it. */
function withRevision(
  deployment: Deployment,
  current: ReplicaSet,
  sets: ReplicaSet[],
  { objects, store }: ControllerContext,
): ReplicaSet {
  const others = sets.filter(set => set !== current).map(revisionOf);
  const revision = Math.max(revisionOf(current), 1 + Math.max(0, ...others));
  const annotated = <T extends KubeObject>(object: T): T => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...object.metadata.annotations,
        [REVISION_ANNOTATION]: String(revision),
      },
    },
  });
  // With its status, as a real one does: it is no new generation.
  objects.update(
    store.get(RESOURCES.deployments, keyOf(deployment))!,
    annotated,
    { manager: CONTROLLER_MANAGER, subresource: 'status' },
  );
  return objects.update(current, annotated, { manager: CONTROLLER_MANAGER });
}

function scale(
  deployment: Deployment,
  scaling: Scaling,
  { objects, events }: ControllerContext,
): void {
  for (const [set, replicas] of scaling) {
    const before = set.spec.replicas;
    if (before === replicas) continue;
    objects.update(
      set,
      current => ({ ...current, spec: { ...current.spec, replicas } }),
      { manager: CONTROLLER_MANAGER },
    );
    events.record(deployment, 'Normal', 'ScalingReplicaSet', COMPONENT, {
      message: `Scaled ${replicas > before ? 'up' : 'down'} replica set ${
        set.metadata.name
      } from ${before} to ${replicas}`,
    });
  }
}

function forgetOldSets(
  deployment: Deployment,
  old: ReplicaSet[],
  { objects }: ControllerContext,
): void {
  const empty = old.filter(
    set => set.spec.replicas === 0 && (set.status?.replicas ?? 0) === 0,
  );
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  for (const set of empty.slice(0, Math.max(0, empty.length - limit))) {
    objects.delete(set);
  }
}
