import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { edgeHttpRouterFactory } from './httpRouter';
import { requestLoggerFactory } from './logger';
import { edgeRootHttpRouterFactory } from './rootHttpRouter';

/** The server's edge, for `backend.add(import('@wheelhouse/http-node'))`. */
export const edge = createBackendFeatureLoader({
  *loader() {
    yield edgeRootHttpRouterFactory;
    yield edgeHttpRouterFactory;
    yield requestLoggerFactory;
  },
});
