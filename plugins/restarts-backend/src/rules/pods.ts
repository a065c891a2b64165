import type { KubernetesObject } from '@wheelhouse/plugin-clusters-node';
import { RESTARTED_AT_ANNOTATION } from '@wheelhouse/plugin-restarts-common';
import {
  listOf,
  type Loose,
  numberOf,
  objectOf,
  readConditions,
  textOf,
} from './fields';

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
