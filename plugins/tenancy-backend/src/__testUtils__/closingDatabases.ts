import {
  DatabaseManager,
  DatabaseManagerOptions,
} from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/**
 * The databases of a backend, to be closed once it has stopped: Backstage leaves their pools open, as the process of a server
 * ends then. That of tests goes on, and would not end by itself.
 */
export function closingDatabases() {
  const clients = new Set<Knex>();
  const feature = createServiceFactory({
    service: coreServices.database,
    deps: {
      config: coreServices.rootConfig,
      lifecycle: coreServices.lifecycle,
      logger: coreServices.logger,
      pluginMetadata: coreServices.pluginMetadata,
      rootLifecycle: coreServices.rootLifecycle,
      rootLogger: coreServices.rootLogger,
    },
    createRootContext: ({ config, ...options }) =>
      DatabaseManager.fromConfig(config, options as DatabaseManagerOptions),
    factory({ pluginMetadata, lifecycle, logger }, manager) {
      const services = { lifecycle, logger };
      const database = manager.forPlugin(pluginMetadata.getId(), services);
      return {
        ...database,
        async getClient() {
          const client = await database.getClient();
          clients.add(client);
          return client;
        },
      };
    },
  });
  const close = async () => {
    await Promise.all([...clients].map(client => client.destroy()));
  };
  return { feature, close };
}
