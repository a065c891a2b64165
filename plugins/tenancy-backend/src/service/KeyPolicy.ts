import type { AuthService } from '@backstage/backend-plugin-api';
import {
  type CreatedApiKey,
  keyCreatePermission,
} from '@wheelhouse/plugin-tenancy-common';
import type {
  PolicyRights,
  TenancyService,
} from '@wheelhouse/plugin-tenancy-node';
import type { ApiKeys } from './ApiKeys';

/**
 * Asks the installer's policy whether somebody may have the key that was made while they signed in. Until then nobody is
 * known who could be asked for; so it is asked with the key, before anybody is told of it.
 */
export class KeyPolicy {
  constructor(
    private readonly options: {
      auth: AuthService;
      tenancy: TenancyService;
      policy: PolicyRights;
      apiKeys: ApiKeys;
    },
  ) {}

  /** @throws NotAllowedError where the policy does not let them, and the key is revoked */
  async demand(key: CreatedApiKey): Promise<CreatedApiKey> {
    const { auth, tenancy, policy, apiKeys } = this.options;
    try {
      const credentials = await auth.authenticate(key.apiKey);
      const who = await tenancy.whoIs(credentials);
      await policy.narrow(who, credentials, [keyCreatePermission]);
      return key;
    } catch (error) {
      await apiKeys.revokePresented(key.id);
      throw error;
    }
  }
}
