import {
  createAuthIntegrationRouter,
  createCookieAuthRefreshMiddleware,
  createCredentialsBarrier,
  createLifecycleMiddleware,
  createRateLimitMiddleware,
} from '@backstage/backend-defaults/httpRouter';
import {
  coreServices,
  createServiceFactory,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import PromiseRouter from 'express-promise-router';
import { createErrorHandler } from './errorHandler';
import { RateLimits, rateLimitsServiceRef } from './rateLimits';

/**
 * Backstage's router of a plugin, with our error handler in place of its own, which would answer before the edge sees
 * the error, and with the rate limits told whose a request is. Holds for every plugin, also those that know nothing of us.
 */
export const edgeHttpRouterFactory = createServiceFactory({
  service: coreServices.httpRouter,
  initialization: 'always',
  deps: {
    plugin: coreServices.pluginMetadata,
    config: coreServices.rootConfig,
    lifecycle: coreServices.lifecycle,
    rootHttpRouter: coreServices.rootHttpRouter,
    auth: coreServices.auth,
    httpAuth: coreServices.httpAuth,
    logger: coreServices.logger,
    rateLimits: rateLimitsServiceRef,
  },
  async factory(deps) {
    const { auth, config, lifecycle, logger } = deps;
    const pluginId = deps.plugin.getId();
    const httpAuth = tellRateLimits(deps.httpAuth, deps.rateLimits);
    const barrier = createCredentialsBarrier({ httpAuth, config });
    const pluginRoutes = PromiseRouter();

    const router = PromiseRouter();
    router.use(createRateLimitMiddleware({ pluginId, config }));
    router.use(createAuthIntegrationRouter({ auth }));
    router.use(createLifecycleMiddleware({ config, lifecycle }));
    router.use(barrier.middleware);
    router.use(createCookieAuthRefreshMiddleware({ auth, httpAuth }));
    router.use(pluginRoutes);
    router.use(createErrorHandler(logger));
    deps.rootHttpRouter.use(`/api/${pluginId}`, router);

    return {
      use: handler => {
        pluginRoutes.use(handler);
      },
      addAuthPolicy: policy => barrier.addAuthPolicy(policy),
    };
  },
});

function tellRateLimits(
  httpAuth: HttpAuthService,
  rateLimits: RateLimits,
): HttpAuthService {
  return {
    async credentials(req, options) {
      const credentials = await httpAuth.credentials(req, options);
      await rateLimits.verified(req, credentials);
      return credentials;
    },
    issueUserCookie: (res, options) => httpAuth.issueUserCookie(res, options),
  };
}
