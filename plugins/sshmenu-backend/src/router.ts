import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createOpenApiRouter,
  type OpenApiDocument,
} from '@wheelhouse/http-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import {
  createEntriesRouter,
  type EntriesRouterOptions,
} from './routerEntries';
import { createListsRouter, type ListsRouterOptions } from './routerLists';
import { createSyncRouter, type SyncRouterOptions } from './routerSync';

/** All routes of `/api/sshmenu`. */
export function createRouter(
  document: OpenApiDocument,
  logger: LoggerService,
  options: ListsRouterOptions & EntriesRouterOptions & SyncRouterOptions,
): Router {
  const router = PromiseRouter();
  router.use(createOpenApiRouter({ document, logger }));
  router.use(createListsRouter(options));
  router.use(createEntriesRouter(options));
  router.use(createSyncRouter(options));
  return router;
}
