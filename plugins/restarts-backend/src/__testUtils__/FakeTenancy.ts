import {
  BackstageCredentials,
  BackstageUserPrincipal,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthenticationError, NotFoundError } from '@backstage/errors';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import {
  type AuthState,
  type TenancyService,
  tenancyServiceRef,
} from '@wheelhouse/plugin-tenancy-node';

/** The bearer of somebody whom a {@link FakeTenancy} lets in. */
export function bearerOf(who: AuthState): string {
  return mockCredentials.user.token(refOf(who));
}

function refOf(who: AuthState): string {
  return `user:${who.entity.tenant}/${who.id}`;
}

/** Knows whom a test lets in, and what the settings are. */
export class FakeTenancy implements TenancyService {
  readonly #auths = new Map<string, AuthState>();
  readonly settings: Record<string, unknown> = {
    'restarts.settle': '1s',
    'restarts.patience': '3s',
    'restarts.timeout': '2m',
  };

  /** Lets somebody in, or changes what they may. Returns their bearer. */
  admit(who: AuthState): string {
    this.#auths.set(refOf(who), who);
    return bearerOf(who);
  }

  /** Ends what somebody came in with. */
  revoke(who: AuthState): void {
    this.#auths.delete(refOf(who));
  }

  async whoIs(credentials: BackstageCredentials): Promise<AuthState> {
    const { userEntityRef } = credentials.principal as BackstageUserPrincipal;
    const found = this.#auths.get(userEntityRef);
    if (!found) throw new AuthenticationError('Sign in, or send an API key');
    return found;
  }

  async demandResource(
    credentials: BackstageCredentials,
    action: string,
    resource: string,
    missing: string,
  ): Promise<AuthState> {
    const who = await this.whoIs(credentials);
    if (!scopesAllow(who.scopes, 'restarts', action, resource)) {
      throw new NotFoundError(missing);
    }
    return who;
  }

  async getSetting(name: string): Promise<unknown> {
    return this.settings[name];
  }

  readonly factory = createServiceFactory({
    service: tenancyServiceRef,
    deps: {},
    factory: () => this,
  });
}
