import {
  type AnyApiRef,
  configApiRef,
  discoveryApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { QueryClient } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { QueryProvider } from '../query/QueryProvider';
import { lightTheme } from '../theme/themes';
import { WheelhouseThemeProvider } from '../theme/WheelhouseThemeProvider';

export interface RenderPageOptions {
  /** `/` by default. */
  path?: string;
  config?: object;
  storage?: ReturnType<typeof mockApis.storage>;
  /** Those of the plugin. */
  apis?: ReadonlyArray<readonly [AnyApiRef, unknown]>;
}

/**
 * Draws an element as a page of the app would: with its theme, an address, configuration, storage and queries that are not
 * tried again. The address is the text of `data-testid="address"`, written as people read it.
 */
export function renderPage(
  element: ReactElement,
  options: RenderPageOptions = {},
) {
  const { path = '/', config = {}, apis = [] } = options;
  const { storage = mockApis.storage() } = options;
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  return render(
    <TestApiProvider
      apis={
        [
          [configApiRef, mockApis.config({ data: config as never })],
          [storageApiRef, storage],
          [
            discoveryApiRef,
            {
              getBaseUrl: async (id: string) =>
                `https://portal.example/api/${id}`,
            },
          ],
          ...apis,
        ] as never
      }
    >
      <WheelhouseThemeProvider theme={lightTheme}>
        <QueryProvider client={client}>
          <MemoryRouter
            initialEntries={[path]}
            future={{ v7_startTransition: false, v7_relativeSplatPath: false }}
          >
            {element}
            <Address />
          </MemoryRouter>
        </QueryProvider>
      </WheelhouseThemeProvider>
    </TestApiProvider>,
  );
}

function Address() {
  const { pathname, search } = useLocation();
  return (
    <div data-testid="address">{decodeURIComponent(pathname + search)}</div>
  );
}
