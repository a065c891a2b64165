import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { Visibility } from './access/visibility';
import type { ClustersService } from './clustersService';
import { readClustersConfig } from './config';
import { DefaultClustersService } from './service/DefaultClustersService';
import { createSources } from './sources/createSources';

/** The clusters that the portal knows. */
export const clustersServiceRef = createServiceRef<ClustersService>({
  id: 'clusters.service',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
        lifecycle: coreServices.rootLifecycle,
      },
      factory: ({ config, logger: rootLogger, lifecycle }) => {
        const logger = rootLogger.child({ service: 'clusters' });
        const clusters = readClustersConfig(config);
        const tenants = config.getOptionalConfigArray('tenancy.tenants') ?? [];
        const clustersService = new DefaultClustersService({
          logger,
          limits: clusters.limits,
          visibility: new Visibility({
            rules: clusters.visibility,
            severalTenants: tenants.length > 1,
          }),
        });
        for (const source of createSources(clusters, logger)) {
          clustersService.addSource(source);
        }
        lifecycle.addShutdownHook(() => clustersService.stop());
        return clustersService;
      },
    }),
});
