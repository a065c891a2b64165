import { ObjectInput, Pod, PodTemplate, StatefulSet } from '../api/types';
import { behaviourOf } from '../kubelet/behaviour';
import { ControllerContext, Reconcile, writeStatus } from './context';
import { createPod, deletePod, exceededQuota, PodEvents } from './ownedPods';
import { isAvailable, isEnding, isReady, podFrom, podsOf } from './pods';
import { wasRestarted } from './restarts';
import { currentRevision, REVISION_LABEL, templateOf } from './revisions';

const EVENTS: PodEvents = {
  component: 'statefulset-controller',
  created: (pod, owner) =>
    `create Pod ${pod} in StatefulSet ${owner} successful`,
  deleted: (pod, owner) =>
    `delete Pod ${pod} in StatefulSet ${owner} successful`,
};

/** Keeps a StatefulSet's pods, one after the other, and rolls them over from the last to the first. */
export const reconcileStatefulSet: Reconcile<StatefulSet> = (set, context) => {
  const update = currentRevision(set, context).metadata.name;
  step(set, update, context);
  writeStatefulSetStatus(set, update, context);
};

/** Does one thing: in order, nothing is begun before what went before it is ready. */
function step(
  set: StatefulSet,
  update: string,
  context: ControllerContext,
): void {
  const { replicas, podManagementPolicy } = set.spec;
  const ordered = podManagementPolicy !== 'Parallel';
  const pods = new Map(
    podsOf(set, context).map(pod => [ordinalOf(pod), pod] as const),
  );
  for (let ordinal = 0; ordinal < replicas; ordinal += 1) {
    const pod = pods.get(ordinal);
    if (!pod && !create(set, ordinal, update, context)) return;
    const going = pod && !isEnding(pod) && isAvailable(pod, set, context);
    if (ordered && !going) return;
  }
  const surplus = [...pods.values()]
    .filter(pod => ordinalOf(pod) >= replicas)
    .sort((a, b) => ordinalOf(b) - ordinalOf(a));
  for (const pod of surplus) {
    if (!isEnding(pod)) deletePod(set, pod, EVENTS, context);
    if (ordered) return;
  }
  rollOver(set, update, pods, context);
}

function rollOver(
  set: StatefulSet,
  update: string,
  pods: Map<number, Pod>,
  context: ControllerContext,
): void {
  const { replicas, updateStrategy } = set.spec;
  if (updateStrategy.type !== 'RollingUpdate') return;
  const partition = updateStrategy.rollingUpdate?.partition ?? 0;
  for (let ordinal = replicas - 1; ordinal >= partition; ordinal -= 1) {
    const pod = pods.get(ordinal);
    if (!pod || isEnding(pod)) return;
    if (revisionLabel(pod) !== update) {
      deletePod(set, pod, EVENTS, context);
      return;
    }
    if (!isAvailable(pod, set, context)) return;
  }
}

/** Whether it was made. */
function create(
  set: StatefulSet,
  ordinal: number,
  update: string,
  context: ControllerContext,
): boolean {
  const { events, store } = context;
  const partition = set.spec.updateStrategy.rollingUpdate?.partition ?? 0;
  const before = set.status?.currentRevision;
  const old =
    ordinal < partition ? templateOf(set, before, context) : undefined;
  const template: PodTemplate = old ?? set.spec.template;
  const name = `${set.metadata.name}-${ordinal}`;
  if (behaviourOf(template, wasRestarted(set, store)) === 'quota') {
    events.record(set, 'Warning', 'FailedCreate', EVENTS.component, {
      message: `create Pod ${name} in StatefulSet ${
        set.metadata.name
      } failed error: ${exceededQuota(name)}`,
    });
    context.requeue(set, 15_000);
    return false;
  }
  const pod: ObjectInput = podFrom(template, set, {
    name,
    labels: {
      [REVISION_LABEL]: old ? before! : update,
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': String(ordinal),
    },
  });
  createPod(
    set,
    {
      ...pod,
      spec: {
        ...template.spec,
        hostname: name,
        subdomain: set.spec.serviceName,
      },
    },
    EVENTS,
    context,
  );
  return true;
}

function writeStatefulSetStatus(
  set: StatefulSet,
  update: string,
  context: ControllerContext,
): void {
  const pods = podsOf(set, context).filter(
    pod => !isEnding(pod) && ordinalOf(pod) < set.spec.replicas,
  );
  const ready = pods.filter(isReady);
  const available = ready.filter(pod => isAvailable(pod, set, context));
  const updated = pods.filter(pod => revisionLabel(pod) === update);
  const done =
    updated.length === set.spec.replicas && ready.length === updated.length;
  const current = done ? update : set.status?.currentRevision ?? update;
  const currentPods = pods.filter(pod => revisionLabel(pod) === current);
  writeStatus(
    set,
    {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      ...(ready.length > 0 && { readyReplicas: ready.length }),
      availableReplicas: available.length,
      ...(currentPods.length > 0 && { currentReplicas: currentPods.length }),
      ...(updated.length > 0 && { updatedReplicas: updated.length }),
      currentRevision: current,
      updateRevision: update,
      collisionCount: 0,
    },
    context,
  );
}

function ordinalOf(pod: Pod): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1]);
}

function revisionLabel(pod: Pod): string | undefined {
  return pod.metadata.labels?.[REVISION_LABEL];
}
