import { createBackendModule } from '@backstage/backend-plugin-api';
import { tenancyScopesExtensionPoint } from '@wheelhouse/plugin-tenancy-node';

/** Tells tenancy which scopes API keys can have for clusters. It belongs where the tenancy plugin runs. */
export const clustersScopesModule = createBackendModule({
  pluginId: 'tenancy',
  moduleId: 'clusters-scopes',
  register(env) {
    env.registerInit({
      deps: { scopes: tenancyScopesExtensionPoint },
      async init({ scopes }) {
        scopes.declare({
          plugin: 'clusters',
          action: 'read',
          description: 'read clusters and how they are',
          resource: '<cluster>',
        });
      },
    });
  },
});
