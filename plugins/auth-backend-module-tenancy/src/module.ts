import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import {
  authDirectoryServiceRef,
  remoteAuthSource,
} from '@wheelhouse/plugin-tenancy-node';
import { TenancyAuthProvider } from './TenancyAuthProvider';

/** The auth provider `tenancy`, one for all tenants. */
export const authModuleTenancy = createBackendModule({
  pluginId: 'auth',
  moduleId: 'tenancy',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        auth: coreServices.auth,
        httpAuth: coreServices.httpAuth,
        discovery: coreServices.discovery,
        directory: authDirectoryServiceRef,
      },
      async init({ providers, auth, httpAuth, discovery, directory }) {
        providers.registerProvider({
          providerId: 'tenancy',
          factory: ({ resolverContext, isOriginAllowed }) =>
            new TenancyAuthProvider({
              resolverContext,
              isOriginAllowed,
              auth,
              httpAuth,
              directory,
              discovery,
              remote: remoteAuthSource(auth, discovery),
            }),
        });
      },
    });
  },
});
