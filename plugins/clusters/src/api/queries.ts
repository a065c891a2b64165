import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { Cluster, ClusterState } from '@wheelhouse/plugin-clusters-common';
import { type ClustersApi, clustersApiRef } from './clustersApi';

/** How often what changes all the time is asked for again while the page is visible, in milliseconds. */
const POLL = 5_000;
/** The most that the server gives at once. */
const PAGE_SIZE = 200;

export const clustersKeys = {
  everything: ['clusters'] as const,
  all: ['clusters', 'all'] as const,
  one: (name: string) => ['clusters', 'one', name] as const,
  inState: (state: ClusterState) => ['clusters', 'state', state] as const,
};

/** All clusters that one may see. The more there are, the slower they are asked for again. */
export function useClusters() {
  const api = useApi(clustersApiRef);
  const query = useQuery({
    queryKey: clustersKeys.all,
    queryFn: () => readAll(api),
    refetchInterval: ({ state }) =>
      POLL * Math.max(1, Math.ceil((state.data?.length ?? 0) / PAGE_SIZE)),
  });
  return {
    /** Undefined until they are there. */
    items: query.data,
    /** What went wrong, where there is nothing to show instead. */
    error: query.data ? null : query.error,
    retry: () => void query.refetch(),
    /** Whether the last read worked. */
    isCurrent: query.isSuccess && !query.isRefetchError,
  };
}

/** One cluster with its nodes and its last hours. */
export function useCluster(name: string) {
  const api = useApi(clustersApiRef);
  return useQuery({
    queryKey: clustersKeys.one(name),
    queryFn: () => api.getCluster(name),
    refetchInterval: POLL,
  });
}

/** The first clusters of a state. */
export function useClustersInState(state: ClusterState, limit: number) {
  const api = useApi(clustersApiRef);
  return useQuery({
    queryKey: [...clustersKeys.inState(state), limit],
    queryFn: () => api.listClusters({ state, limit }),
    refetchInterval: 3 * POLL,
  });
}

async function readAll(api: ClustersApi): Promise<Cluster[]> {
  const items: Cluster[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listClusters({ limit: PAGE_SIZE, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
