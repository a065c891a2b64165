import { configApiRef, storageApiRef } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { QueryClient } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { Cluster } from '@wheelhouse/plugin-clusters-common';
import { QueryProvider } from '@wheelhouse/ui';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { type ClustersApi, clustersApiRef } from '../api/clustersApi';
import { ClustersRoutes } from '../ClustersRoutes';

/** A ClustersApi that answers with what it is given. */
export function fakeClusters(
  items: Cluster[] = [],
  part: Partial<ClustersApi> = {},
): jest.Mocked<ClustersApi> {
  return {
    listClusters: jest.fn(async () => ({ items })),
    getCluster: jest.fn(),
    listProblems: jest.fn(async () => []),
    ...part,
  } as jest.Mocked<ClustersApi>;
}

/** Draws the pages at an address. The address is the text of `data-testid="address"`. */
export function renderClusters(api: ClustersApi, path = '/clusters') {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  return render(
    <TestApiProvider
      apis={[
        [clustersApiRef, api],
        [storageApiRef, mockApis.storage()],
        [configApiRef, mockApis.config()],
      ]}
    >
      <QueryProvider client={client}>
        <MemoryRouter initialEntries={[path]}>
          <Routes>
            <Route path="/clusters/*" element={<ClustersRoutes />} />
          </Routes>
          <Address />
        </MemoryRouter>
      </QueryProvider>
    </TestApiProvider>,
  );
}

function Address() {
  const { pathname, search } = useLocation();
  return <span data-testid="address">{`${pathname}${search}`}</span>;
}

/** What the client throws when the server refuses. */
export async function refusal(
  status: number,
  message: string,
): Promise<ResponseError> {
  const body = {
    error: { name: 'SomeError', message },
    response: { statusCode: status },
    requestId: 'request-1',
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}
