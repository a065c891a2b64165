import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { clustersPlugin } from './plugin';
import { clustersScopesModule } from './scopes';

/** The plugin, and what it declares to the tenancy plugin of the same backend. */
export const clustersFeatures = createBackendFeatureLoader({
  *loader() {
    yield clustersPlugin;
    yield clustersScopesModule;
  },
});
