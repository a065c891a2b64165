import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { readinessServiceRef } from '@wheelhouse/http-node';
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
    const declared = registerDeclarations(env);
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
      async init({ callers, httpRouter, httpAuth, readiness, ...services }) {
        const { directory, scheduler, logger } = services;
        const parts = await createTenancy(services);
        declared.settings.forEach(setting => parts.settings.declare(setting));
        directory.attach(parts.source);
        readiness.addCheck({ name: 'tenancy', check: parts.checkDatabase });
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        callers.declare(openapi, tenancyPermissions);
        for (const path of UNAUTHENTICATED_PATHS) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        const { scopes } = declared;
        httpRouter.use(
          createRouter(openapi, logger, {
            ...parts,
            httpAuth,
            callers,
            scopes,
          }),
        );
        await scheduleTasks(scheduler, parts);
      },
    });
  },
});
