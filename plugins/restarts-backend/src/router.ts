import type { LoggerService } from '@backstage/backend-plugin-api';
import { createOpenApiRouter, OpenApiDocument } from '@wheelhouse/http-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { BatchesRouterOptions, createBatchesRouter } from './routerBatches';
import { createHistoryRouter, HistoryRouterOptions } from './routerHistory';
import { createRestartRouter, RestartRouterOptions } from './routerRestart';
import {
  createWorkloadsRouter,
  WorkloadsRouterOptions,
} from './routerWorkloads';

/** All routes of `/api/restarts`. */
export function createRouter(
  document: OpenApiDocument,
  logger: LoggerService,
  options: RestartRouterOptions &
    HistoryRouterOptions &
    WorkloadsRouterOptions &
    BatchesRouterOptions,
): Router {
  const router = PromiseRouter();
  router.use(createOpenApiRouter({ document, logger }));
  router.use(createRestartRouter(options));
  router.use(createWorkloadsRouter(options));
  router.use(createBatchesRouter(options));
  // Its `/{id}` would take what the others have names for.
  router.use(createHistoryRouter(options));
  return router;
}
