import { RelyingParty, TenantConfig } from '@wheelhouse/plugin-tenancy-node';

/** The portal as a client of each tenant's provider. */
export class RelyingParties {
  readonly #parties: Map<string, RelyingParty>;

  constructor(tenants: TenantConfig[], callbackUrl: string) {
    this.#parties = new Map(
      tenants.map(tenant => [tenant.id, new RelyingParty(tenant, callbackUrl)]),
    );
  }

  /** Undefined: there is no such tenant. */
  of(tenant: string): RelyingParty | undefined {
    return this.#parties.get(tenant);
  }
}
