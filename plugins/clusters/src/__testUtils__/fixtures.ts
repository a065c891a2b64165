import type {
  Cluster,
  ClusterDetail,
} from '@wheelhouse/plugin-clusters-common';

export function cluster(part: Partial<Cluster> = {}): Cluster {
  return {
    name: 'dev',
    sources: ['argocd'],
    state: 'good',
    reasons: [],
    since: '2026-03-01T08:00:00.000Z',
    version: 'v1.36.3',
    latencyMs: 4,
    nodes: 3,
    nodesReady: 3,
    labels: {},
    credential: { kind: 'token' },
    checkedAt: '2026-03-01T08:00:00.000Z',
    ...part,
  };
}

export const down = cluster({
  name: 'lost',
  state: 'failed',
  reasons: [
    'Nothing answers at its address. Check that its API server runs and that the portal may connect to it.',
  ],
  latencyMs: undefined,
  nodes: undefined,
  nodesReady: undefined,
});

export function detail(part: Partial<ClusterDetail> = {}): ClusterDetail {
  return {
    ...cluster(part),
    nodeList: [{ name: 'node-1', ready: true, version: 'v1.36.3', roles: [] }],
    reachability: [],
    ...part,
  };
}
