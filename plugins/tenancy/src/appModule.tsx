import { createFetchApi, FetchMiddlewares } from '@backstage/core-app-api';
import {
  ApiBlueprint,
  configApiRef,
  createFrontendModule,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { TenantsClient } from './api/TenantsClient';
import { tenantsApiRef } from './api/tenancyApi';
import { renewTokenMiddleware } from './identity/renewTokenMiddleware';
import { leaveSignedOut } from './identity/signedOutNotice';
import { TenancyIdentity } from './identity/TenancyIdentity';
import { tenancyIdentityApiRef } from './identity/tenancyIdentityApiRef';

const tenantsApi = ApiBlueprint.make({
  name: 'tenants',
  params: defineParams =>
    defineParams({
      api: tenantsApiRef,
      deps: { discoveryApi: discoveryApiRef },
      factory: deps => new TenantsClient(deps),
    }),
});

const tenancyIdentityApi = ApiBlueprint.make({
  name: 'tenancy-identity',
  params: defineParams =>
    defineParams({
      api: tenancyIdentityApiRef,
      deps: { discoveryApi: discoveryApiRef },
      factory: ({ discoveryApi }) =>
        new TenancyIdentity({ discoveryApi, onEnded: leaveSignedOut }),
    }),
});

/** Takes the place of the app's own fetch, which does not know that a token can be refused before its end. */
const fetchApi = ApiBlueprint.make({
  name: 'fetch',
  params: defineParams =>
    defineParams({
      api: fetchApiRef,
      deps: {
        config: configApiRef,
        discoveryApi: discoveryApiRef,
        identityApi: identityApiRef,
        tenancyIdentity: tenancyIdentityApiRef,
      },
      factory: ({ config, discoveryApi, identityApi, tenancyIdentity }) =>
        createFetchApi({
          middleware: [
            FetchMiddlewares.resolvePluginProtocol({ discoveryApi }),
            renewTokenMiddleware({
              identity: tenancyIdentity,
              baseUrl: config.getString('backend.baseUrl'),
            }),
            FetchMiddlewares.injectIdentityAuth({ identityApi, config }),
          ],
        }),
    }),
});

const signInPage = SignInPageBlueprint.make({
  params: {
    loader: () => import('./signIn/SignInPage').then(m => m.SignInPage),
  },
});

/** What tenancy puts into the app itself: signing in, who is signed in, and a fetch that renews refused tokens. */
export const tenancyAppModule = createFrontendModule({
  pluginId: 'app',
  extensions: [tenantsApi, tenancyIdentityApi, fetchApi, signInPage],
});
