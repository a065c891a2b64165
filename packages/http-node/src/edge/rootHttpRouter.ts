import {
  createHealthRouter,
  createHttpServer,
  DefaultRootHttpRouter,
  MiddlewareFactory,
  readHttpServerOptions,
} from '@backstage/backend-defaults/rootHttpRouter';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import express, { Express } from 'express';
import { createRequestIdMiddleware } from '../requestId';
import { createAccessLog } from './accessLog';
import { createCorsMiddleware, createCsrfMiddleware } from './crossOrigin';
import { createErrorHandler } from './errorHandler';
import { RequestLogger } from './logger';
import { rateLimitsServiceRef } from './rateLimits';
import { readinessServiceRef, withReadinessChecks } from './readiness';
import { createSecurityHeaders } from './securityHeaders';
import { applyServerConfig } from './serverConfig';
import { allowedOriginsServiceRef } from './services';

const SIGN_IN_PATHS = [
  '/api/tenancy/login',
  '/api/tenancy/token',
  '/api/tenancy/device',
  '/api/tenancy/callback',
  '/api/auth/tenancy',
];

/** The server's edge: what every request goes through before and after the plugins. */
export const edgeRootHttpRouterFactory = createServiceFactory({
  service: coreServices.rootHttpRouter,
  deps: {
    config: coreServices.rootConfig,
    rootLogger: coreServices.rootLogger,
    lifecycle: coreServices.rootLifecycle,
    health: coreServices.rootHealth,
    readiness: readinessServiceRef,
    allowedOrigins: allowedOriginsServiceRef,
    rateLimits: rateLimitsServiceRef,
  },
  async factory(deps) {
    const { config, lifecycle, allowedOrigins, rateLimits } = deps;
    const logger = deps.rootLogger.child({ service: 'rootHttpRouter' });
    const health = withReadinessChecks(deps.health, deps.readiness);
    const router = DefaultRootHttpRouter.create();

    const app = express();
    app.set('trust proxy', readTrustProxy(config));
    warnOfIgnoredConfig(config, warning => logger.warn(warning));

    app.use(createRequestIdMiddleware());
    app.use(createAccessLog(logger));
    app.use(createSecurityHeaders(config));
    // Before the limits: a probe that is refused would restart a server that is only busy.
    app.use(createHealthRouter({ config, health }));
    app.use('/api', createCorsMiddleware(allowedOrigins));
    app.use(createCsrfMiddleware(config));
    app.use(MiddlewareFactory.create({ config, logger }).compression());
    app.use('/api', rateLimits.requests());
    app.use(SIGN_IN_PATHS, rateLimits.signIn());
    app.use(router.handler());
    app.use((_req, _res, next) =>
      next(new NotFoundError('There is nothing at this address.')),
    );
    app.use(createErrorHandler(new RequestLogger(logger)));

    await listen(app, { config, lifecycle, logger });
    return router;
  },
});

/**
 * Trusting every proxy would let each client choose the address that it is limited by.
 * @throws Error when it is `true`.
 */
function readTrustProxy(config: Config): unknown {
  const value = config.getOptional('backend.trustProxy') ?? false;
  if (value === true) {
    throw new Error(
      'backend.trustProxy must not be true, which believes what anybody says of their address; ' +
        'give the number of proxies, or their addresses and subnets (loopback, uniquelocal, 10.0.0.0/8)',
    );
  }
  return value;
}

function warnOfIgnoredConfig(
  config: Config,
  warn: (warning: string) => void,
): void {
  for (const key of ['backend.cors', 'backend.rateLimit.global']) {
    if (config.has(key)) {
      warn(
        `${key} has no effect; see wheelhouse.rateLimit and tenancy.tenants`,
      );
    }
  }
}

async function listen(
  app: Express,
  deps: {
    config: typeof coreServices.rootConfig.T;
    lifecycle: typeof coreServices.rootLifecycle.T;
    logger: typeof coreServices.rootLogger.T;
  },
): Promise<void> {
  const { config, lifecycle, logger } = deps;
  const server = await createHttpServer(
    app,
    readHttpServerOptions(config.getOptionalConfig('backend')),
    { logger },
  );
  applyServerConfig(server, config);
  if (config.has('backend.lifecycle.serverShutdownDelay')) {
    const delay = durationToMilliseconds(
      readDurationFromConfig(config, {
        key: 'backend.lifecycle.serverShutdownDelay',
      }),
    );
    lifecycle.addBeforeShutdownHook(
      () => new Promise(resolve => setTimeout(resolve, delay)),
    );
  }
  lifecycle.addShutdownHook(() => server.stop());
  await server.start();
}
