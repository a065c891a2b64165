import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { OPENAPI_PUBLIC_PATHS } from '@wheelhouse/http-node';
import {
  type ClusterSource,
  clusterSourcesExtensionPoint,
  clustersServiceRef,
} from '@wheelhouse/plugin-clusters-node';
import { liveServiceRef } from '@wheelhouse/plugin-live-node';
import {
  Callers,
  scopePolicyServiceRef,
  scopesOfOpenApi,
  tenancyServiceRef,
} from '@wheelhouse/plugin-tenancy-node';
import openapi from '../openapi.json';
import { createClusters } from './clusters';
import { createRouter } from './router';

/** The clusters that the portal knows, how they are, and who may see them. */
export const clustersPlugin = createBackendPlugin({
  pluginId: 'clusters',
  register(env) {
    const sources: ClusterSource[] = [];
    env.registerExtensionPoint(clusterSourcesExtensionPoint, {
      addSource: source => sources.push(source),
    });
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        clusters: clustersServiceRef,
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
        sources.forEach(source => services.clusters.addSource(source));
        const parts = await createClusters(services);
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        for (const path of OPENAPI_PUBLIC_PATHS) {
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        httpRouter.use(
          createRouter({
            document: openapi,
            logger: services.logger,
            callers: new Callers(services.httpAuth, services.tenancy),
            directory: parts.directory,
          }),
        );
        await parts.schedule(scheduler);
        lifecycle.addStartupHook(parts.start);
        lifecycle.addShutdownHook(parts.stop);
      },
    });
  },
});
