import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { sshmenuPlugin } from './plugin';
import { sshmenuScopesModule } from './scopes';

/** The plugin, and what it declares to the tenancy plugin of the same backend. */
export const sshmenuFeatures = createBackendFeatureLoader({
  *loader() {
    yield sshmenuPlugin;
    yield sshmenuScopesModule;
  },
});
