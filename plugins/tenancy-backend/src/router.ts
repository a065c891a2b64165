import { LoggerService } from '@backstage/backend-plugin-api';
import { createOpenApiRouter, OpenApiDocument } from '@wheelhouse/http-node';
import PromiseRouter from 'express-promise-router';
import type { Router } from 'express';
import { createAccountRouter, AccountRouterOptions } from './routerAccount';
import { createDeviceRouter, DeviceRouterOptions } from './routerDevice';
import { createInternalRouter } from './routerInternal';
import { createKeysRouter, KeysRouterOptions } from './routerKeys';
import { createSettingsRouter, SettingsRouterOptions } from './routerSettings';
import { createSignInRouter, SignInRouterOptions } from './routerSignIn';

/** Their routes find out themselves who calls, where it matters. */
export const UNAUTHENTICATED_PATHS = [
  '/tenants',
  '/login',
  '/token',
  '/callback',
  '/device',
];

/** All routes of `/api/tenancy`. */
export function createRouter(
  document: OpenApiDocument,
  logger: LoggerService,
  options: SignInRouterOptions &
    KeysRouterOptions &
    DeviceRouterOptions &
    AccountRouterOptions &
    SettingsRouterOptions &
    Parameters<typeof createInternalRouter>[0],
): Router {
  const router = PromiseRouter();
  router.use('/internal', createInternalRouter(options));
  router.use(createOpenApiRouter({ document, logger }));
  router.use(createSignInRouter(options));
  router.use(createKeysRouter(options));
  router.use(createDeviceRouter(options));
  router.use(createAccountRouter(options));
  router.use(createSettingsRouter(options));
  return router;
}
