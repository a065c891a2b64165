import { useApi } from '@backstage/frontend-plugin-api';
import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCurrency, useLiveChannel } from '@wheelhouse/plugin-live';
import {
  BATCH_CHANNEL,
  type UnavailableCluster,
  type Workload,
  type WorkloadPage,
  type WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { randomId, usePagedList } from '@wheelhouse/ui';
import { useEffect, useMemo } from 'react';
import { workloadPath } from '../words';
import { type RestartQuery, restartsApiRef } from './restartsApi';

/** The most that the server gives at once. */
const PAGE_SIZE = 200;

/** How much of the history is read at once. */
const HISTORY_PAGE = 50;

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
  const { pollEvery } = useCurrency();
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
    refetchInterval: ({ state }) => pollEvery(state.data?.pages.length ?? 1),
  });
  const { hasNextPage, isFetching, fetchNextPage, isFetchNextPageError } =
    query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError)
      void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);

  const pages = query.data?.pages;
  // While it is read, the list is drawn again only when it has doubled: each time costs as much as all of it.
  const drawn =
    hasNextPage && !isFetchNextPageError
      ? Math.floor(Math.log2(pages?.length ?? 1))
      : pages;
  const items = useMemo(
    () => pages?.flatMap(page => page.items),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [drawn, pages === undefined],
  );
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
  for (const { unavailable } of pages)
    for (const entry of unavailable) byCluster.set(entry.cluster, entry);
  return [...byCluster.values()];
}

/** The history, newest first, page by page. */
export function useHistory(
  filter: Omit<RestartQuery, 'cursor' | 'limit'>,
  limit = HISTORY_PAGE,
) {
  const api = useApi(restartsApiRef);
  const { pollEvery } = useCurrency();
  const query = useInfiniteQuery({
    queryKey: [...restartsKeys.history, filter, limit],
    queryFn: ({ pageParam }) =>
      api.listRestarts({ ...filter, cursor: pageParam, limit }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.nextCursor,
    refetchInterval: ({ state }) => pollEvery(state.data?.pages.length ?? 1),
  });
  return usePagedList(query);
}

/** The last restarts, for what is short. */
export function useLastRestarts(limit: number) {
  const api = useApi(restartsApiRef);
  const { pollEvery } = useCurrency();
  return useQuery({
    queryKey: [...restartsKeys.history, 'last', limit],
    queryFn: async () => (await api.listRestarts({ limit })).items,
    refetchInterval: pollEvery(1),
  });
}

/** What would happen to several workloads; nothing is changed. */
export function useDryRun(workloads: WorkloadReference[], wanted: boolean) {
  const api = useApi(restartsApiRef);
  return useQuery({
    queryKey: ['restarts', 'dry-run', workloads.map(workloadPath)],
    queryFn: () => api.startBatch({ workloads, dryRun: true }, randomId()),
    enabled: wanted,
    // It is asked for when it is looked at, and not from memory.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** Several restarts at once, kept current to their end. */
export function useBatch(id: string) {
  const api = useApi(restartsApiRef);
  const client = useQueryClient();
  const { pollEvery } = useCurrency();
  const queryKey = restartsKeys.batch(id);
  // An event says that it changed, and not how: it is read again.
  const readAgain = () => void client.invalidateQueries({ queryKey });
  useLiveChannel(BATCH_CHANNEL.replace('{id}', id), {
    onEvent: readAgain,
    onResync: readAgain,
  });
  return useQuery({
    queryKey,
    queryFn: () => api.getBatch(id),
    refetchInterval: ({ state }) =>
      state.data && state.data.state !== 'running' ? false : pollEvery(1),
  });
}
