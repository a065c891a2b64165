import type { DiscoveryApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { TenantSummary } from '@wheelhouse/plugin-tenancy-common';
import type { TenantsApi } from './tenancyApi';

/** The TenantsApi over HTTP. It uses the bare fetch: the app's own waits for somebody to be signed in. */
export class TenantsClient implements TenantsApi {
  readonly #discoveryApi: DiscoveryApi;

  constructor(options: { discoveryApi: DiscoveryApi }) {
    this.#discoveryApi = options.discoveryApi;
  }

  async listTenants(): Promise<TenantSummary[]> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('tenancy');
    const response = await fetch(`${baseUrl}/tenants`);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }

  async getLoginUrl(tenant: string, redirect: string): Promise<string> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('tenancy');
    const query = new URLSearchParams({ tenant, redirect });
    return `${baseUrl}/login?${query}`;
  }
}
