import { DaemonSet, Pod } from '../api/types';
import { demandedNode, usableNodes } from '../kubelet/scheduling';
import { ControllerContext, Reconcile, writeStatus } from './context';
import { createPod, deletePod, podEvents } from './ownedPods';
import {
  isAvailable,
  isEnding,
  isReady,
  podFrom,
  podsOf,
  resolveCount,
} from './pods';
import { currentRevision, REVISION_LABEL } from './revisions';

const EVENTS = podEvents('daemonset-controller');

/** Keeps a pod on each node, and rolls them over a few at a time. */
export const reconcileDaemonSet: Reconcile<DaemonSet> = (set, context) => {
  const revision = currentRevision(set, context);
  const hash = revision.metadata.labels![REVISION_LABEL];
  const nodes = usableNodes(context.store).map(({ metadata }) => metadata.name);
  const pods = podsOf(set, context);
  const on = new Map(nodes.map(node => [node, pods.find(isOn(node))] as const));

  for (const [node, pod] of on) if (!pod) create(set, node, hash, context);
  for (const pod of pods) {
    if (!nodes.some(node => isOn(node)(pod)) && !isEnding(pod)) {
      deletePod(set, pod, EVENTS, context);
    }
  }
  rollOver(set, hash, on, context);
  writeDaemonSetStatus(set, hash, nodes, context);
};

function rollOver(
  set: DaemonSet,
  hash: string,
  on: Map<string, Pod | undefined>,
  context: ControllerContext,
): void {
  const { updateStrategy } = set.spec;
  if (updateStrategy.type !== 'RollingUpdate') return;
  const allowed = Math.max(
    1,
    resolveCount(
      updateStrategy.rollingUpdate?.maxUnavailable,
      on.size,
      Math.ceil,
    ),
  );
  const works = (pod: Pod | undefined) =>
    pod !== undefined && !isEnding(pod) && isAvailable(pod, set, context);
  let unavailable = [...on.values()].filter(pod => !works(pod)).length;
  const old = [...on.values()].filter(
    (pod): pod is Pod =>
      pod !== undefined &&
      !isEnding(pod) &&
      pod.metadata.labels?.[REVISION_LABEL] !== hash,
  );
  for (const pod of old) {
    // One that does not work anyway costs nothing.
    if (works(pod)) {
      if (unavailable >= allowed) continue;
      unavailable += 1;
    }
    deletePod(set, pod, EVENTS, context);
  }
}

function create(
  set: DaemonSet,
  node: string,
  hash: string,
  context: ControllerContext,
): void {
  const { template } = set.spec;
  const onNode = {
    matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }],
  };
  createPod(
    set,
    {
      ...podFrom(template, set, { labels: { [REVISION_LABEL]: hash } }),
      spec: {
        ...template.spec,
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [onNode],
            },
          },
        },
      },
    },
    EVENTS,
    context,
  );
}

function writeDaemonSetStatus(
  set: DaemonSet,
  hash: string,
  nodes: string[],
  context: ControllerContext,
): void {
  const pods = podsOf(set, context).filter(pod => !isEnding(pod));
  const ready = pods.filter(isReady);
  const available = ready.filter(pod => isAvailable(pod, set, context));
  const updated = pods.filter(
    pod => pod.metadata.labels?.[REVISION_LABEL] === hash,
  );
  const unavailable = nodes.length - available.length;
  writeStatus(
    set,
    {
      currentNumberScheduled: pods.length,
      numberMisscheduled: 0,
      desiredNumberScheduled: nodes.length,
      numberReady: ready.length,
      observedGeneration: set.metadata.generation,
      ...(updated.length > 0 && { updatedNumberScheduled: updated.length }),
      ...(available.length > 0 && { numberAvailable: available.length }),
      ...(unavailable > 0 && { numberUnavailable: unavailable }),
    },
    context,
  );
}

/** Whether a pod is on a node, or made for it. */
function isOn(node: string): (pod: Pod) => boolean {
  return pod => (pod.spec.nodeName ?? demandedNode(pod)) === node;
}
