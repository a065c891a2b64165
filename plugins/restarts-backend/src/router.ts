import type { LoggerService } from '@backstage/backend-plugin-api';
import { createOpenApiRouter, OpenApiDocument } from '@wheelhouse/http-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createHistoryRouter, HistoryRouterOptions } from './routerHistory';
import { createRestartRouter, RestartRouterOptions } from './routerRestart';

/** All routes of `/api/restarts`. */
export function createRouter(
  document: OpenApiDocument,
  options: { logger: LoggerService } & RestartRouterOptions &
    HistoryRouterOptions,
): Router {
  const { logger } = options;
  const router = PromiseRouter();
  router.use(createOpenApiRouter({ document, logger }));
  router.use(createRestartRouter(options));
  // Its `/{id}` would take what the others have names for.
  router.use(createHistoryRouter(options));
  return router;
}
