import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  allowedOriginsServiceRef,
  allowUnauthenticated,
  rateLimitsServiceRef,
} from '@wheelhouse/http-node';
import { liveBrokerServiceRef } from '@wheelhouse/plugin-live-node';
import {
  authDirectoryServiceRef,
  scopePolicyServiceRef,
  scopesOfOpenApi,
  tenancyServiceRef,
} from '@wheelhouse/plugin-tenancy-node';
import openapi from '../openapi.json';
import { createLive } from './live';
import { createRouter, UNAUTHENTICATED_PATHS } from './router';

/** Events that people may see, as they happen. */
export const livePlugin = createBackendPlugin({
  pluginId: 'live',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        allowedOrigins: allowedOriginsServiceRef,
        broker: liveBrokerServiceRef,
        directory: authDirectoryServiceRef,
        rateLimits: rateLimitsServiceRef,
        scopePolicy: scopePolicyServiceRef,
        tenancy: tenancyServiceRef,
      },
      async init({ httpRouter, lifecycle, scheduler, ...services }) {
        const { discovery, logger } = services;
        const live = await createLive(services);
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        allowUnauthenticated(httpRouter, UNAUTHENTICATED_PATHS);
        httpRouter.use(createRouter(openapi, logger, { ...services, ...live }));
        await live.schedule(scheduler);
        // Any request shows us the server to listen at, the first of which is ours.
        lifecycle.addStartupHook(async () => {
          await fetch(`${await discovery.getBaseUrl('live')}/ws`);
        });
        lifecycle.addShutdownHook(live.stop);
      },
    });
  },
});
