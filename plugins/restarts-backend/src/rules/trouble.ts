import type { EventObject } from './events';
import type { ContainerStatus, PodObject } from './pods';
import type { WorkloadObject } from './workloads';

/** Something that keeps a new pod from getting ready. */
export interface Trouble {
  pod?: string;
  container?: string;
  /** In Kubernetes' own words. */
  reason: string;
  message: string;
  /**
   * How long it may go on before the restart counts as failed: not at all, as long as what often passes (a registry that
   * hiccups), or as long as the cluster may need to find room.
   */
  patience: 'none' | 'usual' | 'room';
  /** Whether what the container said before it ended is of interest, or what it says now. */
  log?: 'previous' | 'current';
}

/** How often a container may crash before that alone is a failure, however soon. */
const MANY_CRASHES = 3;

/** Reasons of waiting containers that are no trouble. */
const STARTING = new Set(['ContainerCreating', 'PodInitializing', '']);

/** Reasons of waiting containers that waiting does not mend. */
const HOPELESS = new Set(['InvalidImageName', 'ErrImageNeverPull']);

/** What is wrong with a pod, the first thing that is; undefined: nothing that is seen. */
export function troubleOfPod(pod: PodObject): Trouble | undefined {
  if (pod.ending) return undefined;
  for (const container of pod.containers) {
    const trouble = troubleOfContainer(container);
    if (trouble) return { ...trouble, pod: pod.name };
  }
  if (pod.phase === 'Failed') {
    return {
      pod: pod.name,
      reason: pod.reason ?? 'Failed',
      message: pod.message ?? 'The pod failed.',
      patience: 'usual',
    };
  }
  if (pod.unschedulable !== undefined) {
    return {
      pod: pod.name,
      reason: 'Unschedulable',
      message: pod.unschedulable,
      patience: 'room',
    };
  }
  return undefined;
}

function troubleOfContainer(status: ContainerStatus): Trouble | undefined {
  const { waiting, ended, endedBefore, name: container } = status;
  if (waiting && !STARTING.has(waiting.reason)) {
    const crashed = waiting.reason === 'CrashLoopBackOff';
    const outOfMemory = crashed && endedBefore?.reason === 'OOMKilled';
    return {
      container,
      reason: outOfMemory ? 'OOMKilled' : waiting.reason,
      message: (crashed && describeEnding(endedBefore)) || waiting.message,
      patience: hopelessness(status, waiting.reason),
      log: crashed ? 'previous' : undefined,
    };
  }
  // An init container that has done its work ends with 0.
  if (ended && !(status.init && ended.exitCode === 0)) {
    return {
      container,
      reason: ended.reason,
      message: describeEnding(ended),
      patience: status.restarts >= MANY_CRASHES ? 'none' : 'usual',
      log: 'current',
    };
  }
  return undefined;
}

function hopelessness(
  status: ContainerStatus,
  reason: string,
): Trouble['patience'] {
  if (HOPELESS.has(reason)) return 'none';
  return reason === 'CrashLoopBackOff' && status.restarts >= MANY_CRASHES
    ? 'none'
    : 'usual';
}

/** `Exit code 1: no such file`. */
export function describeEnding(ending: ContainerStatus['ended']): string {
  if (!ending) return '';
  const code = `Exit code ${ending.exitCode}`;
  return ending.message ? `${code}: ${ending.message}` : code;
}

/** How a container that was ready a moment ago crashed. */
export function crashOf(pod: PodObject): Trouble {
  const status =
    pod.containers.find(c => c.waiting?.reason === 'CrashLoopBackOff') ??
    pod.containers.find(c => c.ended) ??
    pod.containers.find(c => c.endedBefore && c.restarts > 0);
  const ending = status?.ended ?? status?.endedBefore;
  const how = describeEnding(ending);
  return {
    pod: pod.name,
    container: status?.name,
    reason:
      ending?.reason === 'OOMKilled'
        ? 'OOMKilled'
        : status?.waiting?.reason ?? ending?.reason ?? pod.reason ?? 'Error',
    message: `It was ready and then crashed${how && `. ${how}`}`,
    patience: 'none',
    log: status?.ended ? 'current' : 'previous',
  };
}

/** How often the containers of a pod have crashed, one that is down now included. */
export function crashesOf(pod: PodObject): number {
  const down = pod.containers.filter(c => c.ended && !c.init).length;
  const restarts = pod.containers
    .filter(c => !c.init)
    .reduce((sum, c) => sum + c.restarts, 0);
  return restarts + down;
}

/** A quota or an admission webhook that lets no pod be made: what the controller said of it since the restart. */
export function troubleOfEvents(
  events: readonly EventObject[],
  of: { uid: string; since: number },
): Trouble | undefined {
  const event = events
    .filter(
      e =>
        e.reason === 'FailedCreate' &&
        e.objectUid === of.uid &&
        e.lastSeen >= of.since,
    )
    .sort((a, b) => b.lastSeen - a.lastSeen)[0];
  return (
    event && {
      reason: 'FailedCreate',
      message: event.message,
      patience: 'usual',
    }
  );
}

/** What the controller says of the workload as a whole. */
export function troubleOfConditions(
  workload: WorkloadObject,
): Trouble | undefined {
  const { conditions } = workload.status;
  const late = conditions.find(
    c => c.type === 'Progressing' && c.reason === 'ProgressDeadlineExceeded',
  );
  const none = conditions.find(
    c => c.type === 'ReplicaFailure' && c.status === 'True',
  );
  if (none) {
    return {
      reason: none.reason ?? 'ReplicaFailure',
      message: none.message ?? 'No pod can be made.',
      patience: late ? 'none' : 'usual',
    };
  }
  return (
    late && {
      reason: 'ProgressDeadlineExceeded',
      message: late.message ?? 'It made no progress for too long.',
      patience: 'none',
    }
  );
}
