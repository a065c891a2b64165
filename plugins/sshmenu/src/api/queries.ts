import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCurrency } from '@wheelhouse/plugin-live';
import type { MenuEntry, Page, Sort } from '@wheelhouse/plugin-sshmenu-common';
import { useEffect, useMemo } from 'react';
import { entriesIn, type EntryPages, type PagePlace } from './entriesCache';
import { sshmenuApiRef } from './sshmenuApi';

/** The most that the server gives at once. */
const PAGE_SIZE = 200;

/** All lists together. */
export const ALL = 'all';

export const sshmenuKeys = {
  lists: ['sshmenu', 'lists'] as const,
  entries: ['sshmenu', 'entries'] as const,
  /** Of one list, or of {@link ALL}. */
  entriesOf: (list: string) => ['sshmenu', 'entries', list] as const,
  entry: (id: string) => ['sshmenu', 'entry', id] as const,
  lastUsed: (limit: number) => ['sshmenu', 'last-used', limit] as const,
};

/** Who the reader is, as channels name them. */
export function useMyRef(): string | undefined {
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: ['sshmenu', 'me'],
    queryFn: async () => (await identity.getBackstageIdentity()).userEntityRef,
    staleTime: Infinity,
  });
  return data;
}

/** One's own list and those of one's groups. */
export function useLists() {
  const api = useApi(sshmenuApiRef);
  const { pollEvery } = useCurrency();
  return useQuery({
    queryKey: sshmenuKeys.lists,
    queryFn: () => api.listLists(),
    refetchInterval: pollEvery(1),
  });
}

export interface Entries {
  /** Undefined until the first page is there. */
  items: MenuEntry[] | undefined;
  /** What went wrong, where there is nothing to show instead. */
  error: Error | null;
  /** What went wrong with a further page; those before are shown. */
  moreError: Error | null;
  retry: () => void;
  /** Whether the last read worked. */
  isCurrent: boolean;
}

/**
 * All entries of a list, read page by page to its end, so that they can be found and sorted here. `sort` is in which order
 * they are read, so that the first page is what one wants to see first.
 */
export function useEntries(list: string, sort: Sort): Entries {
  const api = useApi(sshmenuApiRef);
  const { pollEvery } = useCurrency();
  const query = useInfiniteQuery<
    Page<MenuEntry>,
    Error,
    EntryPages,
    readonly string[],
    PagePlace
  >({
    queryKey: sshmenuKeys.entriesOf(list),
    queryFn: ({ pageParam, signal }) =>
      api.listEntries(
        {
          ...pageParam,
          list: list === ALL ? undefined : list,
          limit: PAGE_SIZE,
        },
        signal,
      ),
    initialPageParam: { sort },
    getNextPageParam: ({ nextCursor }, _pages, place) =>
      nextCursor === undefined ? undefined : { ...place, cursor: nextCursor },
    refetchInterval: ({ state }) => pollEvery(state.data?.pages.length ?? 1),
  });
  const { hasNextPage, isFetching, fetchNextPage, isFetchNextPageError } =
    query;
  const pages = query.data?.pages;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError)
      void fetchNextPage();
  }, [pages, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);

  // While it is read, the list is drawn again only when it has doubled: each time costs as much as all of it.
  const drawn =
    hasNextPage && !isFetchNextPageError
      ? Math.floor(Math.log2(pages?.length ?? 1))
      : pages;
  const items = useMemo(
    () => pages && entriesIn(pages),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [drawn, pages === undefined],
  );
  return {
    items,
    error: items ? null : query.error,
    moreError: isFetchNextPageError ? query.error : null,
    retry: () => {
      if (isFetchNextPageError) void fetchNextPage();
      else void query.refetch();
    },
    isCurrent: query.isSuccess && !query.isRefetchError,
  };
}

/** One entry, which an address names and no list that is there has. */
export function useEntry(id: string, wanted: boolean) {
  const api = useApi(sshmenuApiRef);
  return useQuery({
    queryKey: sshmenuKeys.entry(id),
    queryFn: () => api.getEntry(id),
    enabled: wanted,
  });
}

/** Where one connected to last. */
export function useLastUsed(limit: number) {
  const api = useApi(sshmenuApiRef);
  const { pollEvery } = useCurrency();
  return useQuery({
    queryKey: sshmenuKeys.lastUsed(limit),
    queryFn: async () =>
      (await api.listEntries({ sort: 'recent', limit })).items.filter(
        ({ lastUsed }) => lastUsed !== null,
      ),
    refetchInterval: pollEvery(1),
  });
}
