import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { allowUnauthenticated } from '@wheelhouse/http-node';
import { clustersPermissions } from '@wheelhouse/plugin-clusters-common';
import {
  type ClusterSource,
  clusterSourcesExtensionPoint,
  clustersServiceRef,
} from '@wheelhouse/plugin-clusters-node';
import { liveServiceRef } from '@wheelhouse/plugin-live-node';
import {
  callersServiceRef,
  scopePolicyServiceRef,
  scopesOfOpenApi,
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
        callers: callersServiceRef,
        config: coreServices.rootConfig,
        clusters: clustersServiceRef,
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        live: liveServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        scopePolicy: scopePolicyServiceRef,
      },
      async init({ httpRouter, lifecycle, scheduler, ...services }) {
        sources.forEach(source => services.clusters.addSource(source));
        const parts = await createClusters(services);
        services.scopePolicy.use(scopesOfOpenApi(openapi));
        services.callers.declare(openapi, clustersPermissions);
        allowUnauthenticated(httpRouter);
        httpRouter.use(
          createRouter({ document: openapi, ...services, ...parts }),
        );
        await parts.schedule(scheduler);
        lifecycle.addStartupHook(parts.start);
        lifecycle.addShutdownHook(parts.stop);
      },
    });
  },
});
