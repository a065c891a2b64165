import type {
  InfiniteData,
  UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { useMemo } from 'react';

/** A list that is read page by page, as pages show it. */
export interface PagedList<Item> {
  /** Undefined until the first page is there. */
  items: Item[] | undefined;
  /** What went wrong, where there is nothing to show instead. */
  error: Error | null;
  retry: () => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  /** Whether the last read worked. */
  isCurrent: boolean;
}

export function usePagedList<Item>(
  query: UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>,
): PagedList<Item> {
  const { data, hasNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap(page => page.items), [data]);
  return {
    items,
    error: items ? null : query.error,
    retry: () => void query.refetch(),
    hasMore: hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    isCurrent: query.isSuccess && !query.isRefetchError,
  };
}
