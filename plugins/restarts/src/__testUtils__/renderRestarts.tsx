import {
  configApiRef,
  discoveryApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { QueryClient } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { QueryProvider } from '@wheelhouse/ui';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { type RestartsApi, restartsApiRef } from '../api/restartsApi';
import { RestartsRoutes } from '../RestartsRoutes';

/** Draws the pages of restarts at an address, over given answers. The address is the text of `data-testid="address"`. */
export function renderRestarts(restarts: RestartsApi, path = '/restarts') {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  return render(
    <TestApiProvider
      apis={[
        [restartsApiRef, restarts],
        [storageApiRef, mockApis.storage()],
        [configApiRef, mockApis.config({ data: {} })],
        [
          discoveryApiRef,
          { getBaseUrl: async id => `https://portal.example/api/${id}` },
        ],
      ]}
    >
      <QueryProvider client={client}>
        <MemoryRouter
          initialEntries={[path]}
          future={{ v7_startTransition: false, v7_relativeSplatPath: false }}
        >
          <Routes>
            <Route path="/restarts/*" element={<RestartsRoutes />} />
            <Route path="*" element={null} />
          </Routes>
          <Address />
        </MemoryRouter>
      </QueryProvider>
    </TestApiProvider>,
  );
}

function Address() {
  const { pathname, search } = useLocation();
  return (
    <span data-testid="address">{decodeURIComponent(pathname + search)}</span>
  );
}
