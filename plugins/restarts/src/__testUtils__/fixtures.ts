import type {
  Restart,
  RolloutPod,
  RolloutProgress,
  Workload,
} from '@wheelhouse/plugin-restarts-common';

export function workload(part: Partial<Workload> = {}): Workload {
  return {
    cluster: 'dev',
    namespace: 'payments',
    kind: 'deployments',
    name: 'api',
    state: 'good',
    replicas: 3,
    ready: 3,
    groups: ['acme/payments'],
    image: 'payments/api:1.4',
    restartedAt: '2026-03-01T08:00:00Z',
    ...part,
  };
}

export function pod(part: Partial<RolloutPod> = {}): RolloutPod {
  return {
    name: 'api-7d9f-x7k2f',
    isNew: true,
    state: 'ready',
    restarts: 0,
    created: '2026-03-01T12:00:01Z',
    ...part,
  };
}

export function progress(part: Partial<RolloutProgress> = {}): RolloutProgress {
  return {
    desired: 3,
    updated: 1,
    available: 1,
    summary: '1 of 3 new pods is ready',
    pods: [
      pod(),
      pod({ name: 'api-5c8b-aaaaa', isNew: false }),
      pod({ name: 'api-5c8b-bbbbb', isNew: false, state: 'ending' }),
    ],
    ...part,
  };
}

export function restart(part: Partial<Restart> = {}): Restart {
  return {
    id: 'r1',
    cluster: 'dev',
    namespace: 'payments',
    kind: 'deployments',
    name: 'api',
    state: 'rolling',
    reason: 'New certificate',
    requestedBy: { ref: 'user:acme/ben', name: 'ben' },
    requestedAt: '2026-03-01T12:00:00Z',
    steps: [
      { time: '2026-03-01T12:00:00Z', state: 'pending' },
      { time: '2026-03-01T12:00:01Z', state: 'patched' },
      { time: '2026-03-01T12:00:02Z', state: 'rolling' },
    ],
    ...part,
  };
}
