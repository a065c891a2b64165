import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import { createOpenApiRouter, OpenApiDocument } from '@wheelhouse/http-node';
import type { LiveTicket } from '@wheelhouse/plugin-live-common';
import type { TenancyService } from '@wheelhouse/plugin-tenancy-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createSocketRouter, SocketRouterOptions } from './routerSocket';
import type { Tickets } from './service/Tickets';

/** The socket's route finds out itself who opens it. */
export const UNAUTHENTICATED_PATHS = ['/ws'];

export interface RouterOptions extends SocketRouterOptions {
  httpAuth: HttpAuthService;
  tenancy: TenancyService;
  tickets: Tickets;
}

/** All routes of `/api/live`. */
export function createRouter(
  document: OpenApiDocument,
  logger: LoggerService,
  options: RouterOptions,
): Router {
  const { httpAuth, tenancy, tickets } = options;
  const router = PromiseRouter();
  router.use((req, _res, next) => {
    options.gate.attach((req.socket as any).server);
    next();
  });
  router.use(createOpenApiRouter({ document, logger }));
  router.use(createSocketRouter(options));

  /**
   * @openapi
   * /ticket:
   *   post:
   *     summary: A ticket to open a socket with
   *     description: >-
   *       For browsers, which cannot send a bearer with a WebSocket: it goes with its address, as `ticket`. It works once,
   *       for 30 seconds.
   *     x-scope: open
   *     x-no-permission: Each channel has its own
   *     responses:
   *       201:
   *         description: The ticket; it is shown this once
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/LiveTicket' }
   */
  router.post('/ticket', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const caller = await tenancy.whoIs(credentials);
    res.setHeader('Cache-Control', 'no-store');
    const ticket: LiveTicket = await tickets.issue(caller.id);
    res.status(201).json(ticket);
  });

  return router;
}
