import {
  configApiRef,
  discoveryApiRef,
  identityApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { QueryClient } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { QueryProvider } from '@wheelhouse/ui';
import type { ReactElement } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import {
  type TenancyApi,
  tenancyApiRef,
  type TenantsApi,
  tenantsApiRef,
} from '../api/tenancyApi';
import type { TenancyIdentity } from '../identity/TenancyIdentity';
import { tenancyIdentityApiRef } from '../identity/tenancyIdentityApiRef';
import { fakeTenancy, fakeTenants } from './fakes';

export interface RenderOptions {
  tenancy?: TenancyApi;
  tenants?: TenantsApi;
  identity?: Partial<TenancyIdentity>;
  path?: string;
  config?: { app: { sandbox: boolean } };
}

/** Draws a page of tenancy at an address, over given answers. The address is the text of `data-testid="address"`. */
export function renderTenancy(
  element: ReactElement,
  options: RenderOptions = {},
) {
  const identity = (options.identity ?? {
    signOut: jest.fn(),
  }) as TenancyIdentity;
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  return render(
    <TestApiProvider
      apis={[
        [tenancyApiRef, options.tenancy ?? fakeTenancy()],
        [tenantsApiRef, options.tenants ?? fakeTenants()],
        [tenancyIdentityApiRef, identity],
        [identityApiRef, identity],
        [storageApiRef, mockApis.storage()],
        [configApiRef, mockApis.config({ data: options.config ?? {} })],
        [
          discoveryApiRef,
          { getBaseUrl: async id => `https://portal.example/api/${id}` },
        ],
      ]}
    >
      <QueryProvider client={client}>
        <MemoryRouter initialEntries={[options.path ?? '/']}>
          {element}
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
