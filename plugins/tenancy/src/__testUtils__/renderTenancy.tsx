import { identityApiRef } from '@backstage/frontend-plugin-api';
import { renderPage } from '@wheelhouse/ui/testing';
import type { ReactElement } from 'react';
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

/** Draws a page of tenancy at an address, over given answers. */
export function renderTenancy(
  element: ReactElement,
  options: RenderOptions = {},
) {
  const identity = (options.identity ?? {
    signOut: jest.fn(),
  }) as TenancyIdentity;
  return renderPage(element, {
    path: options.path,
    config: options.config,
    apis: [
      [tenancyApiRef, options.tenancy ?? fakeTenancy()],
      [tenantsApiRef, options.tenants ?? fakeTenants()],
      [tenancyIdentityApiRef, identity],
      [identityApiRef, identity],
    ],
  });
}
