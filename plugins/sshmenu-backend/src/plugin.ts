import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { OPENAPI_PUBLIC_PATHS } from '@wheelhouse/http-node';
import { liveServiceRef } from '@wheelhouse/plugin-live-node';
import {
  Callers,
  scopePolicyServiceRef,
  scopesOfOpenApi,
  tenancyServiceRef,
} from '@wheelhouse/plugin-tenancy-node';
import openapi from '../openapi.json';
import { createRouter } from './router';
import { createSshMenu } from './sshmenu';

/** Where people connect to with `ssh`: their own lists and those of their groups, the same on every machine. */
export const sshmenuPlugin = createBackendPlugin({
  pluginId: 'sshmenu',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        auditor: coreServices.auditor,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        live: liveServiceRef,
        logger: coreServices.logger,
        scopePolicy: scopePolicyServiceRef,
        tenancy: tenancyServiceRef,
      },
      async init({ httpRouter, httpAuth, tenancy, ...services }) {
        const parts = await createSshMenu(services);
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        for (const path of OPENAPI_PUBLIC_PATHS) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        httpRouter.use(
          createRouter(openapi, services.logger, {
            ...parts,
            callers: new Callers(httpAuth, tenancy),
          }),
        );
      },
    });
  },
});
