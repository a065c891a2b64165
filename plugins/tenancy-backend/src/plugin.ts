import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  allowUnauthenticated,
  readinessServiceRef,
} from '@wheelhouse/http-node';
import { liveServiceRef } from '@wheelhouse/plugin-live-node';
import { tenancyPermissions } from '@wheelhouse/plugin-tenancy-common';
import {
  authDirectoryServiceRef,
  callersServiceRef,
  scopePolicyServiceRef,
  scopesOfOpenApi,
  tenancyServiceRef,
} from '@wheelhouse/plugin-tenancy-node';
import openapi from '../openapi.json';
import { registerDeclarations } from './declarations';
import { createRouter, UNAUTHENTICATED_PATHS } from './router';
import { scheduleTasks } from './tasks';
import { createTenancy } from './tenancy';

/** Sign-in, entities, personas, sessions, API keys and settings. */
export const tenancyPlugin = createBackendPlugin({
  pluginId: 'tenancy',
  register(env) {
    const { scopes, settings } = registerDeclarations(env);
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        auth: coreServices.auth,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        auditor: coreServices.auditor,
        callers: callersServiceRef,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        readiness: readinessServiceRef,
        directory: authDirectoryServiceRef,
        live: liveServiceRef,
        permissions: coreServices.permissions,
        scopePolicy: scopePolicyServiceRef,
        tenancy: tenancyServiceRef,
      },
      async init({ callers, httpRouter, httpAuth, scheduler, ...services }) {
        const parts = await createTenancy({ ...services, settings });
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        callers.declare(openapi, tenancyPermissions);
        allowUnauthenticated(httpRouter, UNAUTHENTICATED_PATHS);
        const routed = { ...parts, httpAuth, callers, scopes };
        httpRouter.use(createRouter(openapi, services.logger, routed));
        await scheduleTasks(scheduler, parts);
      },
    });
  },
});
