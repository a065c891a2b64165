import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { restartsDeclarationsModule } from './declarations';
import { restartsPlugin } from './plugin';

/** The plugin, and what it declares to the tenancy plugin of the same backend. */
export const restartsFeatures = createBackendFeatureLoader({
  *loader() {
    yield restartsPlugin;
    yield restartsDeclarationsModule;
  },
});
