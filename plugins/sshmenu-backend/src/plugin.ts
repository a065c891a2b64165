import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { allowUnauthenticated } from '@wheelhouse/http-node';
import { liveServiceRef } from '@wheelhouse/plugin-live-node';
import { sshmenuPermissions } from '@wheelhouse/plugin-sshmenu-common';
import {
  callersServiceRef,
  scopePolicyServiceRef,
  scopesOfOpenApi,
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
        callers: callersServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        auditor: coreServices.auditor,
        httpRouter: coreServices.httpRouter,
        live: liveServiceRef,
        logger: coreServices.logger,
        scopePolicy: scopePolicyServiceRef,
      },
      async init({ callers, httpRouter, ...services }) {
        const parts = await createSshMenu(services);
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        callers.declare(openapi, sshmenuPermissions);
        allowUnauthenticated(httpRouter);
        httpRouter.use(
          createRouter(openapi, services.logger, { ...parts, callers }),
        );
      },
    });
  },
});
