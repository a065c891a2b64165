import {
  AuthService,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { AuthenticationError, NotFoundError } from '@backstage/errors';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import {
  AuthDirectory,
  authDirectoryServiceRef,
  AuthSource,
  AuthState,
} from '../directory';
import { remoteAuthSource } from './httpAuth';

/** Who makes a request, which groups they have, and what they may. */
export interface TenancyService {
  /**
   * Who is behind the credentials of a user, as of now.
   *
   * @throws AuthenticationError where they are not a person's or a key's, or the auth has ended.
   */
  whoIs(credentials: BackstageCredentials): Promise<AuthState>;

  /**
   * Demands that the scopes of whoever calls reach a resource of this plugin.
   *
   * @throws NotFoundError with `missing` as its text: what one may not reach looks like what does not exist.
   */
  demandResource(
    credentials: BackstageCredentials,
    action: string,
    resource: string,
    missing: string,
  ): Promise<AuthState>;

  /** The value of a setting, or the default that a plugin declared; undefined: neither. */
  getSetting(name: string): Promise<unknown>;
}

class DefaultTenancyService implements TenancyService {
  readonly #remote: AuthSource;

  constructor(
    private readonly auth: AuthService,
    private readonly directory: AuthDirectory,
    discovery: { getBaseUrl(pluginId: string): Promise<string> },
    private readonly pluginId: string,
  ) {
    this.#remote = remoteAuthSource(auth, discovery);
  }

  async whoIs(credentials: BackstageCredentials): Promise<AuthState> {
    if (this.auth.isPrincipal(credentials, 'user')) {
      const { token } = await this.auth.getLimitedUserToken(credentials);
      const lookup = this.directory.classify(token);
      if (typeof lookup !== 'string') {
        const state = await this.directory.find(lookup, this.#remote);
        if (state) return state;
      }
    }
    throw new AuthenticationError('Sign in, or send an API key');
  }

  async demandResource(
    credentials: BackstageCredentials,
    action: string,
    resource: string,
    missing: string,
  ): Promise<AuthState> {
    const state = await this.whoIs(credentials);
    if (!scopesAllow(state.scopes, this.pluginId, action, resource)) {
      throw new NotFoundError(missing);
    }
    return state;
  }

  getSetting(name: string): Promise<unknown> {
    return this.directory.source(this.#remote).readSetting(name);
  }
}

/** Who makes a request, for the plugin that depends on it. */
export const tenancyServiceRef = createServiceRef<TenancyService>({
  id: 'tenancy.service',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        plugin: coreServices.pluginMetadata,
        directory: authDirectoryServiceRef,
      },
      factory: ({ auth, discovery, plugin, directory }) =>
        new DefaultTenancyService(auth, directory, discovery, plugin.getId()),
    }),
});
