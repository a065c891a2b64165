import type { HomeItem, HomeItems } from './types';

/** What a query found, as a section of the home page shows it; without words for it yet, it is still loading. */
export function homeItemsOf<Data>(
  query: {
    data: Data | undefined;
    error: Error | null;
    refetch: () => Promise<unknown>;
  },
  describe: (data: Data) => HomeItem[] | undefined,
): HomeItems {
  const { data, error, refetch } = query;
  return {
    items: data === undefined ? undefined : describe(data),
    error: data === undefined ? error ?? undefined : undefined,
    retry: () => void refetch(),
  };
}
