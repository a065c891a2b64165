import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import {
  CLUSTERS_CHANNEL,
  type Cluster,
  type ClustersEvent,
  type ClusterState,
} from '@wheelhouse/plugin-clusters-common';
import { useLiveQueries, useLiveState } from '@wheelhouse/plugin-live';
import type { LiveIndicatorProps } from '@wheelhouse/ui';
import { type ClustersApi, clustersApiRef } from './clustersApi';
import { clustersKeys } from './clustersKeys';
import { useFollowedClusters } from './useFollowedClusters';

/** How often latencies are asked for again while what matters comes by itself, in milliseconds. */
const POLL_LIVE = 30_000;
/** How often everything is, while it does not. */
const POLL = 5_000;
/** The most that the server gives at once. */
const PAGE_SIZE = 200;

/** All clusters that one may see. */
export function useClusters() {
  const api = useApi(clustersApiRef);
  const poll = usePoll();
  const query = useQuery({
    queryKey: clustersKeys.all,
    queryFn: () => readAll(api),
    // The more there are, the slower they are asked for again.
    refetchInterval: ({ state }) =>
      poll * Math.max(1, Math.ceil((state.data?.length ?? 0) / PAGE_SIZE)),
  });
  useFollowedClusters();
  return {
    /** Undefined until they are there. */
    items: query.data,
    /** What went wrong, where there is nothing to show instead. */
    error: query.data ? null : query.error,
    retry: () => void query.refetch(),
    live: useShownLive(query.isSuccess && !query.isRefetchError),
  };
}

/** One cluster with its nodes and its last hours. */
export function useCluster(name: string) {
  const api = useApi(clustersApiRef);
  const queryKey = clustersKeys.one(name);
  const query = useQuery({
    queryKey,
    queryFn: () => api.getCluster(name),
    refetchInterval: usePoll(),
  });
  useLiveQueries(CLUSTERS_CHANNEL, [queryKey], event =>
    (event.data as ClustersEvent['data']).name === name ? [queryKey] : [],
  );
  return {
    ...query,
    live: useShownLive(query.isSuccess && !query.isRefetchError),
  };
}

/** The first clusters of a state. */
export function useClustersInState(state: ClusterState, limit: number) {
  const api = useApi(clustersApiRef);
  const queryKey = clustersKeys.inState(state, limit);
  useLiveQueries(CLUSTERS_CHANNEL, [queryKey]);
  return useQuery({
    queryKey,
    queryFn: () => api.listClusters({ state, limit }),
    refetchInterval: usePoll(),
  });
}

/** What keeps clusters from being known. */
export function useProblems() {
  const api = useApi(clustersApiRef);
  return useQuery({
    queryKey: clustersKeys.problems,
    queryFn: () => api.listProblems(),
    refetchInterval: POLL_LIVE,
  });
}

function usePoll(): number {
  return useLiveState() === 'live' ? POLL_LIVE : POLL;
}

/** What a page says of itself; without live events it is as current as what was read last. */
function useShownLive(isCurrent: boolean): LiveIndicatorProps['state'] {
  const state = useLiveState();
  const isLive = state === 'absent' ? isCurrent : state === 'live';
  return isLive ? 'live' : 'waiting';
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
