import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { allowUnauthenticated } from '@wheelhouse/http-node';
import { clustersServiceRef } from '@wheelhouse/plugin-clusters-node';
import { liveServiceRef } from '@wheelhouse/plugin-live-node';
import { restartsPermissions } from '@wheelhouse/plugin-restarts-common';
import {
  callersServiceRef,
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
        callers: callersServiceRef,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        live: liveServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        scopePolicy: scopePolicyServiceRef,
        tenancy: tenancyServiceRef,
      },
      async init({ callers, httpRouter, lifecycle, scheduler, ...services }) {
        const parts = await createRestarts(services);
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        callers.declare(openapi, restartsPermissions);
        allowUnauthenticated(httpRouter);
        httpRouter.use(
          createRouter(openapi, services.logger, { ...parts, callers }),
        );
        await parts.schedule(scheduler);
        lifecycle.addStartupHook(parts.start);
        lifecycle.addShutdownHook(parts.stop);
      },
    });
  },
});
