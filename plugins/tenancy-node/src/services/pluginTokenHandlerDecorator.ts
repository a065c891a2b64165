import {
  PluginTokenHandler,
  pluginTokenHandlerDecoratorServiceRef,
} from '@backstage/backend-defaults/auth';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { scopesMention } from '@wheelhouse/plugin-tenancy-common';
import {
  AuthDirectory,
  authDirectoryServiceRef,
  AuthSource,
  RemoteAuthSource,
} from '../directory';
import { answersEveryKey } from './scopePolicy';

const DEAD =
  'The credential is unknown, revoked or expired; sign in again or make a new API key';

/**
 * Makes every plugin know API keys and the end of sessions: Backstage's auth service asks its plugin token handler first
 * about each bearer, cookie and token on behalf of somebody.
 *
 * - An API key becomes its owner, by a limited Backstage token that was minted for this key.
 * - A token of another client of a tenant becomes that person in the same way, where the tenant accepts them.
 * - A Backstage user token, also inside of one on behalf of somebody, is refused unless it was minted for an auth that is
 *   alive.
 */
class TenancyTokenHandler implements PluginTokenHandler {
  constructor(
    private readonly original: PluginTokenHandler,
    private readonly directory: AuthDirectory,
    private readonly remote: AuthSource,
    private readonly pluginId: string,
  ) {}

  async verifyToken(token: string) {
    const lookup = this.directory.classify(token);
    if (lookup === 'malformed') throw new AuthenticationError(DEAD);
    if (lookup === 'foreign') return this.#verifyPluginToken(token);
    const state = await this.directory.find(lookup, this.remote);
    if (!state) throw new AuthenticationError(DEAD);
    // Backstage verifies its own tokens further.
    if (lookup.by === 'backstage') return undefined;
    if (
      !answersEveryKey(this.pluginId) &&
      !scopesMention(state.scopes, this.pluginId)
    ) {
      throw new NotAllowedError(
        `This API key has no scope for '${this.pluginId}'; make one with it on your account page`,
      );
    }
    return {
      subject: `whk:${state.id}`,
      limitedUserToken: state.limitedUserToken,
    };
  }

  async #verifyPluginToken(token: string) {
    const result = await this.original.verifyToken(token);
    if (result?.limitedUserToken) {
      const lookup = this.directory.classify(result.limitedUserToken);
      const state =
        typeof lookup === 'string'
          ? undefined
          : await this.directory.find(lookup, this.remote);
      if (!state) throw new AuthenticationError(DEAD);
    }
    return result;
  }

  issueToken(options: Parameters<PluginTokenHandler['issueToken']>[0]) {
    return this.original.issueToken(options);
  }
}

/** The decorator for every plugin of a backend. */
export const pluginTokenHandlerDecoratorFactory = createServiceFactory({
  service: pluginTokenHandlerDecoratorServiceRef,
  deps: {
    plugin: coreServices.pluginMetadata,
    discovery: coreServices.discovery,
    directory: authDirectoryServiceRef,
  },
  factory({ plugin, discovery, directory }) {
    const pluginId = plugin.getId();
    return original =>
      new TenancyTokenHandler(
        original,
        directory,
        new RemoteAuthSource({
          discovery,
          serviceToken: async () =>
            (
              await original.issueToken({
                pluginId,
                targetPluginId: 'tenancy',
              })
            ).token,
        }),
        pluginId,
      );
  },
});
