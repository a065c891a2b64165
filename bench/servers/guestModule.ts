import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  prepareBackstageIdentityResponse,
} from '@backstage/plugin-auth-node';
import { NotFoundError } from '@backstage/errors';

const GUEST = 'user:default/guest';

/** Signs everybody in as guest, as Backstage's own guest provider does, which does not start in production mode. */
export const guestModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'guest',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'guest',
          factory: ({ resolverContext }) => ({
            async start() {
              throw new NotFoundError();
            },
            async frameHandler() {
              throw new NotFoundError();
            },
            async refresh(_req, res) {
              const identity = await resolverContext.issueToken({
                claims: { sub: GUEST, ent: [GUEST] },
              });
              res.json({
                providerInfo: {},
                profile: { displayName: 'Guest' },
                backstageIdentity: prepareBackstageIdentityResponse(identity),
              });
            },
          }),
        });
      },
    });
  },
});
