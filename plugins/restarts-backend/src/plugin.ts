import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { OPENAPI_PUBLIC_PATHS } from '@wheelhouse/http-node';
import { clustersServiceRef } from '@wheelhouse/plugin-clusters-node';
import { liveServiceRef } from '@wheelhouse/plugin-live-node';
import {
  Callers,
  scopePolicyServiceRef,
  scopesOfOpenApi,
  tenancyServiceRef,
} from '@wheelhouse/plugin-tenancy-node';
import openapi from '../openapi.json';
import { createRestarts } from './restarts';
import { createRouter } from './router';

/** Restarts of workloads, followed to their end. */
export const restartsPlugin = createBackendPlugin({
  pluginId: 'restarts',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        live: liveServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        scopePolicy: scopePolicyServiceRef,
        tenancy: tenancyServiceRef,
      },
      async init({ httpRouter, lifecycle, scheduler, ...services }) {
        const parts = await createRestarts(services);
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        for (const path of OPENAPI_PUBLIC_PATHS) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        const { logger, httpAuth, tenancy } = services;
        httpRouter.use(
          createRouter(openapi, logger, {
            ...parts,
            callers: new Callers(httpAuth, tenancy),
          }),
        );
        await parts.schedule(scheduler);
        lifecycle.addStartupHook(parts.start);
        lifecycle.addShutdownHook(parts.stop);
      },
    });
  },
});
