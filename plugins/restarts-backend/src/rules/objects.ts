import type { KubernetesObject } from '@wheelhouse/plugin-clusters-node';
import {
  GROUPS_ANNOTATION,
  RESTARTED_AT_ANNOTATION,
  type WorkloadKind,
} from '@wheelhouse/plugin-restarts-common';
import { readOptIn } from './optIn';

/**
 * Kubernetes' objects, cut down to what the rules read. They come from API servers, which may send anything: what is not
 * of the expected type counts as absent.
 */

/** A Deployment, StatefulSet, DaemonSet or Rollout. */
export interface WorkloadObject {
  kind: WorkloadKind;
  namespace: string;
  name: string;
  uid: string;
  deleting: boolean;
  generation: number;
  observedGeneration: number;
  /** The groups that may restart it. */
  groups: string[];
  /** As a query: `app=api,tier in (a,b)`. */
  selector: string;
  paused: boolean;
  /** `RollingUpdate`, `Recreate`, `OnDelete`; absent for Rollouts. */
  strategy?: string;
  /** Of a StatefulSet: pods below this ordinal are left alone. */
  partition: number;
  minReadySeconds: number;
  replicas: number;
  /** The first container's. */
  image?: string;
  /** In the pod template, or `restartAt` of a Rollout. */
  restartedAt?: string;
  /** Argo CD's mark. */
  application?: string;
  status: {
    replicas: number;
    updated: number;
    ready: number;
    available: number;
    currentRevision?: string;
    updateRevision?: string;
    conditions: Condition[];
  };
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

/** How a container ended. */
export interface Ending {
  reason: string;
  message: string;
  exitCode: number;
}

export interface ContainerStatus {
  name: string;
  init: boolean;
  ready: boolean;
  restarts: number;
  running: boolean;
  waiting?: { reason: string; message: string };
  ended?: Ending;
  endedBefore?: Ending;
}

export interface PodObject {
  name: string;
  uid: string;
  created: string;
  ending: boolean;
  phase: string;
  /** Why it failed: `Evicted`. */
  reason?: string;
  message?: string;
  ready: boolean;
  /** Why it has no node. */
  unschedulable?: string;
  /** Of its template. */
  restartedAt?: string;
  /** What made it: `ReplicaSet/api-5d4f`, and that object's id. */
  owner?: { kind: string; name: string; uid: string };
  /** The hash in the name of the ReplicaSet that made it. */
  templateHash?: string;
  containers: ContainerStatus[];
}

/** A warning about the workload or one of its pods. */
export interface EventObject {
  objectKind: string;
  objectName: string;
  objectUid: string;
  reason: string;
  message: string;
  /** When it was last seen, in milliseconds since 1970. */
  lastSeen: number;
}

type Loose = Record<string, unknown>;

const objectOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Loose)
    : {};
const listOf = (value: unknown): Loose[] =>
  Array.isArray(value) ? value.map(objectOf) : [];
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
/** Argo Rollouts write their observed generation as text. */
const numberOf = (value: unknown, otherwise = 0): number => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number)
    ? number
    : otherwise;
};

/** Whether the owner of a workload let anybody restart it, without reading the rest of it. */
export function isOptedIn(object: KubernetesObject): boolean {
  return object.metadata.annotations?.[GROUPS_ANNOTATION] !== undefined;
}

export function readWorkload(
  kind: WorkloadKind,
  object: KubernetesObject,
): WorkloadObject {
  const { metadata } = object;
  const spec = objectOf(object.spec);
  const status = objectOf(object.status);
  const template = objectOf(spec.template);
  const templateMeta = objectOf(objectOf(template.metadata).annotations);
  const strategy = objectOf(spec.updateStrategy ?? spec.strategy);
  const daemon = kind === 'daemonsets';
  const ready = numberOf(daemon ? status.numberReady : status.readyReplicas);
  const available = daemon ? status.numberAvailable : status.availableReplicas;
  const replicas = daemon
    ? numberOf(status.desiredNumberScheduled)
    : numberOf(spec.replicas, 1);
  return {
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid,
    deleting: metadata.deletionTimestamp !== undefined,
    generation: numberOf((metadata as unknown as Loose).generation),
    observedGeneration: numberOf(status.observedGeneration),
    groups: readOptIn(metadata.annotations),
    selector: readSelector(objectOf(spec.selector)),
    paused: spec.paused === true,
    strategy: textOf(strategy.type),
    partition: numberOf(objectOf(strategy.rollingUpdate).partition),
    minReadySeconds: numberOf(spec.minReadySeconds),
    replicas,
    image: textOf(listOf(objectOf(template.spec).containers)[0]?.image),
    restartedAt:
      kind === 'rollouts'
        ? textOf(spec.restartAt)
        : textOf(templateMeta[RESTARTED_AT_ANNOTATION]),
    application: readApplication(metadata),
    status: {
      replicas: daemon
        ? numberOf(status.currentNumberScheduled)
        : numberOf(status.replicas),
      updated: numberOf(
        daemon ? status.updatedNumberScheduled : status.updatedReplicas,
      ),
      ready,
      available: numberOf(available),
      currentRevision: textOf(status.currentRevision),
      updateRevision: textOf(status.updateRevision),
      conditions: readConditions(status.conditions),
    },
  };
}

/** Argo CD marks what it manages with an annotation, `<application>:<group>/<kind>:<namespace>/<name>`, or with a label. */
function readApplication(
  metadata: KubernetesObject['metadata'],
): string | undefined {
  const id = textOf(metadata.annotations?.['argocd.argoproj.io/tracking-id']);
  return (
    id?.split(':')[0] ||
    textOf(metadata.labels?.['argocd.argoproj.io/instance'])
  );
}

function readConditions(value: unknown): Condition[] {
  return listOf(value).map(condition => ({
    type: textOf(condition.type) ?? '',
    status: textOf(condition.status) ?? '',
    reason: textOf(condition.reason),
    message: textOf(condition.message),
  }));
}

/** A label selector as the API server takes it in a query. */
function readSelector(selector: Loose): string {
  const equal = Object.entries(objectOf(selector.matchLabels)).map(
    ([name, value]) => `${name}=${value}`,
  );
  const others = listOf(selector.matchExpressions).map(expression => {
    const key = textOf(expression.key) ?? '';
    const values = Array.isArray(expression.values)
      ? expression.values.join(',')
      : '';
    switch (expression.operator) {
      case 'In':
        return `${key} in (${values})`;
      case 'NotIn':
        return `${key} notin (${values})`;
      case 'DoesNotExist':
        return `!${key}`;
      default:
        return key;
    }
  });
  return [...equal, ...others].join(',');
}

export function readPod(object: KubernetesObject): PodObject {
  const { metadata } = object;
  const status = objectOf(object.status);
  const conditions = readConditions(status.conditions);
  const owner = listOf((metadata as unknown as Loose).ownerReferences).find(
    reference => reference.controller === true,
  );
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled');
  return {
    name: metadata.name,
    uid: metadata.uid,
    created: metadata.creationTimestamp ?? '',
    ending: metadata.deletionTimestamp !== undefined,
    phase: textOf(status.phase) ?? 'Unknown',
    reason: textOf(status.reason),
    message: textOf(status.message),
    ready: conditions.some(c => c.type === 'Ready' && c.status === 'True'),
    unschedulable:
      scheduled?.status === 'False' && scheduled.reason === 'Unschedulable'
        ? scheduled.message ?? ''
        : undefined,
    restartedAt: metadata.annotations?.[RESTARTED_AT_ANNOTATION],
    owner: owner && {
      kind: textOf(owner.kind) ?? '',
      name: textOf(owner.name) ?? '',
      uid: textOf(owner.uid) ?? '',
    },
    templateHash:
      metadata.labels?.['pod-template-hash'] ??
      metadata.labels?.['rollouts-pod-template-hash'],
    containers: [
      ...listOf(status.initContainerStatuses).map(c => readContainer(c, true)),
      ...listOf(status.containerStatuses).map(c => readContainer(c, false)),
    ],
  };
}

function readContainer(value: Loose, init: boolean): ContainerStatus {
  const state = objectOf(value.state);
  const waiting = state.waiting ? objectOf(state.waiting) : undefined;
  return {
    name: textOf(value.name) ?? '',
    init,
    ready: value.ready === true,
    restarts: numberOf(value.restartCount),
    running: state.running !== undefined,
    waiting: waiting
      ? {
          reason: textOf(waiting.reason) ?? '',
          message: textOf(waiting.message) ?? '',
        }
      : undefined,
    ended: readEnding(state.terminated),
    endedBefore: readEnding(objectOf(value.lastState).terminated),
  };
}

function readEnding(value: unknown): Ending | undefined {
  if (value === undefined || value === null) return undefined;
  const ending = objectOf(value);
  return {
    reason: textOf(ending.reason) ?? 'Error',
    message: textOf(ending.message) ?? '',
    exitCode: numberOf(ending.exitCode),
  };
}

export function readEvent(object: KubernetesObject): EventObject {
  const about = objectOf(object.involvedObject);
  const time =
    textOf(objectOf(object.series).lastObservedTime) ??
    textOf(object.lastTimestamp) ??
    textOf(object.eventTime) ??
    object.metadata.creationTimestamp ??
    '';
  return {
    objectKind: textOf(about.kind) ?? '',
    objectName: textOf(about.name) ?? '',
    objectUid: textOf(about.uid) ?? '',
    reason: textOf(object.reason) ?? '',
    message: textOf(object.message) ?? '',
    lastSeen: Date.parse(time) || 0,
  };
}
