import type { ClusterState } from '@wheelhouse/plugin-clusters-common';

/** Under which keys answers are kept. */
export const clustersKeys = {
  all: ['clusters', 'all'] as const,
  problems: ['clusters', 'problems'] as const,
  one: (name: string) => ['clusters', 'one', name] as const,
  inState: (state: ClusterState, limit: number) =>
    ['clusters', 'state', state, limit] as const,
};
