import {
  Condition,
  ContainerState,
  ContainerStatus,
  Pod,
  PodStatus,
} from '../api/types';

/** The statuses that a pod goes through, each made from the one before. `now` is a timestamp. */

function withConditions(
  status: PodStatus,
  now: string,
  changes: Record<string, Partial<Condition> & Pick<Condition, 'status'>>,
): PodStatus {
  const conditions = [...(status.conditions ?? [])];
  for (const [type, change] of Object.entries(changes)) {
    const at = conditions.findIndex(each => each.type === type);
    const same = at >= 0 && conditions[at].status === change.status;
    const condition: Condition = {
      type,
      lastProbeTime: null,
      ...change,
      lastTransitionTime: same ? conditions[at].lastTransitionTime : now,
    };
    if (at >= 0) conditions[at] = condition;
    else conditions.push(condition);
  }
  return { ...status, conditions };
}

function withContainer(
  status: PodStatus,
  name: string,
  change: (container: ContainerStatus) => Partial<ContainerStatus>,
): PodStatus {
  return {
    ...status,
    containerStatuses: status.containerStatuses?.map(each =>
      each.name === name ? { ...each, ...change(each) } : each,
    ),
  };
}

const notReady = (names: string[]) => ({
  status: 'False' as const,
  reason: 'ContainersNotReady',
  message: `containers with unready status: [${names.join(' ')}]`,
});

function unready(status: PodStatus, now: string): PodStatus {
  const names = (status.containerStatuses ?? [])
    .filter(each => !each.ready)
    .map(each => each.name);
  return withConditions(status, now, {
    Ready: notReady(names),
    ContainersReady: notReady(names),
  });
}

export function unschedulable(
  status: PodStatus,
  message: string,
  now: string,
): PodStatus {
  return withConditions(status, now, {
    PodScheduled: { status: 'False', reason: 'Unschedulable', message },
  });
}

export function scheduled(status: PodStatus, now: string): PodStatus {
  return withConditions(status, now, { PodScheduled: { status: 'True' } });
}

/** The node has taken it, and makes its containers. */
export function creating(status: PodStatus, pod: Pod, now: string): PodStatus {
  const state: ContainerState = { waiting: { reason: 'ContainerCreating' } };
  const accepted = withConditions(status, now, {
    PodReadyToStartContainers: { status: 'False' },
    Initialized: { status: 'True' },
  });
  return unready(
    {
      ...accepted,
      hostIP: '192.168.40.10',
      startTime: now,
      containerStatuses: pod.spec.containers.map(({ name, image }) => ({
        name,
        image,
        imageID: '',
        ready: false,
        started: false,
        restartCount: 0,
        state,
        lastState: {},
      })),
    },
    now,
  );
}

export function waiting(
  status: PodStatus,
  name: string,
  reason: string,
  message: string,
): PodStatus {
  return withContainer(status, name, () => ({
    state: { waiting: { reason, message } },
  }));
}

export function running(
  status: PodStatus,
  pod: Pod,
  address: string,
  now: string,
): PodStatus {
  return {
    ...withConditions(status, now, {
      PodReadyToStartContainers: { status: 'True' },
    }),
    phase: 'Running',
    podIP: address,
    podIPs: [{ ip: address }],
    ...(pod.spec.initContainers && {
      initContainerStatuses: pod.spec.initContainers.map(({ name, image }) => ({
        name,
        image,
        imageID: imageId(image),
        ready: true,
        started: false,
        restartCount: 0,
        state: {
          terminated: {
            exitCode: 0,
            reason: 'Completed',
            startedAt: now,
            finishedAt: now,
          },
        },
        lastState: {},
      })),
    }),
    containerStatuses: status.containerStatuses?.map(each => ({
      ...each,
      imageID: imageId(each.image),
      started: true,
      state: { running: { startedAt: now } },
    })),
  };
}

export function ready(status: PodStatus, now: string): PodStatus {
  return withConditions(
    {
      ...status,
      containerStatuses: status.containerStatuses?.map(each => ({
        ...each,
        ready: true,
      })),
    },
    now,
    { Ready: { status: 'True' }, ContainersReady: { status: 'True' } },
  );
}

/** A container has ended with exit code 1. */
export function terminated(
  status: PodStatus,
  name: string,
  startedAt: string,
  now: string,
): PodStatus {
  const state: ContainerState = {
    terminated: {
      exitCode: 1,
      reason: 'Error',
      startedAt,
      finishedAt: now,
    },
  };
  return unready(
    withContainer(status, name, () => ({
      ready: false,
      started: false,
      state,
    })),
    now,
  );
}

export function backingOff(
  status: PodStatus,
  name: string,
  message: string,
): PodStatus {
  return withContainer(status, name, each => ({
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
    lastState: each.state,
  }));
}

export function restarted(
  status: PodStatus,
  name: string,
  now: string,
): PodStatus {
  return withContainer(status, name, each => ({
    started: true,
    restartCount: each.restartCount + 1,
    state: { running: { startedAt: now } },
    lastState: each.state.terminated ? each.state : each.lastState,
  }));
}

/** All its containers have been ended. */
export function ended(status: PodStatus, now: string): PodStatus {
  return unready(
    {
      ...status,
      containerStatuses: status.containerStatuses?.map(each => ({
        ...each,
        ready: false,
        started: false,
        state: {
          terminated: {
            exitCode: 0,
            reason: 'Completed',
            startedAt: each.state.running?.startedAt ?? now,
            finishedAt: now,
          },
        },
      })),
    },
    now,
  );
}

export function restartsOf(status: PodStatus, name: string): number {
  return (
    status.containerStatuses?.find(each => each.name === name)?.restartCount ??
    0
  );
}

function imageId(image: string): string {
  const digest = Buffer.from(image)
    .toString('hex')
    .padEnd(64, '0')
    .slice(0, 64);
  return `${image.replace(/:[^/:]+$/, '')}@sha256:${digest}`;
}
