import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';

/**
 * The sandbox where `sandbox.enabled` is true, and nothing elsewhere. What it is made of is loaded only then, so that
 * a portal without it does not hold an OIDC provider in its memory.
 */
export const sandboxFeature = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  async *loader({ config }) {
    if (config.getOptionalBoolean('sandbox.enabled')) yield import('./plugin');
  },
});
