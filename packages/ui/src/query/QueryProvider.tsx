import {
  QueryClient,
  QueryClientContext,
  QueryClientProvider,
} from '@tanstack/react-query';
import { useContext, useState } from 'react';
import type { ReactNode } from 'react';
import { isWorthRetrying } from './isWorthRetrying';

const mostRetries = 2;

/** A query client as every page of the portal uses it. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) =>
          failures < mostRetries && isWorthRetrying(error),
      },
      mutations: { retry: false },
    },
  });
}

/** Gives its children a query client; where there is one already, that one. */
export function QueryProvider(props: {
  children: ReactNode;
  client?: QueryClient;
}) {
  const outer = useContext(QueryClientContext);
  const [own] = useState(() => props.client ?? outer ?? createQueryClient());
  return (
    <QueryClientProvider client={own}>{props.children}</QueryClientProvider>
  );
}
