import { useApi } from '@backstage/frontend-plugin-api';
import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { useEffect, useMemo } from 'react';
import {
  type RestartQuery,
  restartsApiRef,
  type UnavailableCluster,
  type WorkloadPage,
} from './restartsApi';

/** The most that the server gives at once. */
const PAGE_SIZE = 200;

/** How often what others can change is asked for again where nothing is told live, in milliseconds. */
const POLL = 15_000;

export const restartsKeys = {
  all: ['restarts'] as const,
  workloads: ['restarts', 'workloads'] as const,
  history: ['restarts', 'history'] as const,
  restart: (id: string) => ['restarts', 'one', id] as const,
  batch: (id: string) => ['restarts', 'batch', id] as const,
};

export interface Workloads {
  /** Undefined until the first page is there. */
  items: Workload[] | undefined;
  unavailable: UnavailableCluster[];
  /** Whether further pages are still being read. */
  incomplete: boolean;
  /** What went wrong, where there is nothing to show instead. */
  error: Error | null;
  /** What went wrong with a further page; those before are shown. */
  moreError: Error | null;
  retry: () => void;
  /** Whether the last read worked. */
  isCurrent: boolean;
}

/** All that the reader may restart, read page by page to its end, so that it can be searched here. */
export function useWorkloads(): Workloads {
  const api = useApi(restartsApiRef);
  const query = useInfiniteQuery<
    WorkloadPage,
    Error,
    InfiniteData<WorkloadPage>,
    readonly string[],
    string | undefined
  >({
    queryKey: restartsKeys.workloads,
    queryFn: ({ pageParam }) =>
      api.listWorkloads({ cursor: pageParam, limit: PAGE_SIZE }),
    initialPageParam: undefined,
    getNextPageParam: last => last.nextCursor,
    refetchInterval: ({ state }) => POLL * (state.data?.pages.length || 1),
  });
  const { hasNextPage, isFetching, fetchNextPage, isFetchNextPageError } =
    query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError)
      void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);

  const pages = query.data?.pages;
  const items = useMemo(() => pages?.flatMap(page => page.items), [pages]);
  const unavailable = useMemo(() => unavailableIn(pages ?? []), [pages]);
  return {
    items,
    unavailable,
    incomplete: hasNextPage,
    error: items ? null : query.error,
    moreError: isFetchNextPageError ? query.error : null,
    retry: () => {
      if (isFetchNextPageError) void fetchNextPage();
      else void query.refetch();
    },
    isCurrent: query.isSuccess && !query.isRefetchError,
  };
}

function unavailableIn(pages: WorkloadPage[]): UnavailableCluster[] {
  const byCluster = new Map<string, UnavailableCluster>();
  for (const { unavailable = [] } of pages)
    for (const entry of unavailable) byCluster.set(entry.cluster, entry);
  return [...byCluster.values()];
}

/** The history, newest first, page by page. */
export function useHistory(filter: Omit<RestartQuery, 'cursor' | 'limit'>) {
  const api = useApi(restartsApiRef);
  const query = useInfiniteQuery({
    queryKey: [...restartsKeys.history, filter],
    queryFn: ({ pageParam }) =>
      api.listRestarts({ ...filter, cursor: pageParam, limit: 50 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.nextCursor,
    refetchInterval: ({ state }) => POLL * (state.data?.pages.length || 1),
  });
  const pages = query.data?.pages;
  const items = useMemo(() => pages?.flatMap(page => page.items), [pages]);
  return {
    items,
    error: items ? null : query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    isCurrent: query.isSuccess && !query.isRefetchError,
  };
}

/** The last restarts, for what is short. */
export function useLastRestarts(limit: number) {
  const api = useApi(restartsApiRef);
  return useQuery({
    queryKey: [...restartsKeys.history, 'last', limit],
    queryFn: async () => (await api.listRestarts({ limit })).items,
    refetchInterval: POLL,
  });
}
