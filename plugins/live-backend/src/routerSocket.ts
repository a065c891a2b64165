import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  HttpError,
  RateLimits,
  TooManyRequestsError,
} from '@wheelhouse/http-node';
import { LIVE_SUBPROTOCOL } from '@wheelhouse/plugin-live-common';
import type { AuthDirectory, Lookup } from '@wheelhouse/plugin-tenancy-node';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { WebSocketServer } from 'ws';
import type { LiveConfig } from './config';
import type { Tickets } from './service/Tickets';
import type { AuthWatch } from './sockets/AuthWatch';
import type { LiveHub } from './sockets/LiveHub';
import { LiveSocket, OwnedWebSocket } from './sockets/LiveSocket';
import type { WatchedAuth } from './sockets/WatchedAuth';
import type { OriginRule } from './upgrade/origin';
import type { UpgradeGate } from './upgrade/UpgradeGate';

/** The longest frame that a client may send, in bytes. */
const MAX_FRAME_BYTES = 16 * 1024;
/** Seconds after which it is worth trying again where there are too many sockets. */
const RETRY_AFTER = 10;

const HOW_TO_SIGN_IN =
  'Bearer realm="wheelhouse", error_description="Send an API key, or in a browser a ticket of POST /api/live/ticket"';

/** 426: the address is for WebSockets. */
class UpgradeRequiredError extends HttpError {
  name = 'UpgradeRequiredError' as const;
  readonly statusCode = 426;
}

export interface SocketRouterOptions {
  config: LiveConfig;
  httpAuth: HttpAuthService;
  directory: AuthDirectory;
  gate: UpgradeGate;
  origins: OriginRule;
  rateLimits: RateLimits;
  tickets: Tickets;
  watch: AuthWatch;
  hub: LiveHub;
}

/** Where sockets are opened. */
export function createSocketRouter(options: SocketRouterOptions): Router {
  const { gate, origins, hub, rateLimits } = options;
  const server = new WebSocketServer<typeof OwnedWebSocket>({
    WebSocket: OwnedWebSocket,
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => LIVE_SUBPROTOCOL,
  });
  const router = PromiseRouter();

  /**
   * @openapi
   * /ws:
   *   get:
   *     summary: The WebSocket of live events
   *     description: >-
   *       Subprotocol `wheelhouse.v1`. Browsers send a ticket as `ticket`, others their bearer. docs/live.md describes the
   *       frames.
   *     x-scope: open
   *     x-no-permission: Each channel has its own
   *     security: []
   *     parameters:
   *       - { name: ticket, in: query, description: Of `POST /ticket`, schema: { type: string, maxLength: 64 } }
   *     responses:
   *       101: { description: The socket is open }
   */
  router.get('/ws', async (req, res) => {
    if (!/^websocket$/i.test(req.headers.upgrade ?? '')) {
      throw new UpgradeRequiredError(
        `Open this address as a WebSocket with the subprotocol '${LIVE_SUBPROTOCOL}'`,
      );
    }
    checkProtocol(req);
    origins.check(req, req.query.ticket !== undefined);
    const auth = await authOf(req, options).catch(error => {
      res.setHeader('WWW-Authenticate', HOW_TO_SIGN_IN);
      throw error;
    });
    // Many may come from one address.
    await rateLimits.identified(req, auth.state.id);
    checkRoom(auth, options);
    const upgrade = gate.take(req, res);
    if (!upgrade) {
      throw new ServiceUnavailableError(
        'The server has just started; try again in a second',
      );
    }
    const { connection, head } = upgrade;
    server.handleUpgrade(req, connection, head, ws => {
      hub.add(new LiveSocket(hub, auth, ws, connection));
    });
  });

  return router;
}

function checkProtocol(req: Request): void {
  const offered = req.get('sec-websocket-protocol')?.split(/\s*,\s*/);
  if (offered && !offered.includes(LIVE_SUBPROTOCOL)) {
    throw new InputError(
      `Sec-WebSocket-Protocol: this server speaks '${LIVE_SUBPROTOCOL}'`,
    );
  }
}

/** Who opens the socket. */
async function authOf(
  req: Request,
  options: SocketRouterOptions,
): Promise<WatchedAuth> {
  const ticket = req.query.ticket;
  const lookup =
    typeof ticket === 'string'
      ? await lookupOfTicket(ticket, options.tickets)
      : await lookupOfBearer(req, options);
  const auth = await options.watch.find(lookup);
  if (!auth) {
    throw new AuthenticationError(
      'The credential is unknown, revoked or expired; sign in again or make a new API key',
    );
  }
  return auth;
}

async function lookupOfTicket(
  ticket: string,
  tickets: Tickets,
): Promise<Lookup> {
  const id = await tickets.redeem(ticket);
  if (id === undefined) {
    throw new AuthenticationError(
      'The ticket is unknown, used or older than 30 seconds; get another with POST /api/live/ticket',
    );
  }
  return { by: 'id', id };
}

async function lookupOfBearer(
  req: Request,
  { httpAuth, directory }: SocketRouterOptions,
): Promise<Lookup> {
  const bearer = req.headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1];
  const lookup = directory.classify(bearer ?? '');
  if (typeof lookup !== 'string' && lookup.by !== 'backstage') return lookup;
  // The directory recognises tokens of Backstage; Backstage verifies them, and refuses what is nobody's.
  await httpAuth.credentials(req, { allow: ['user'] });
  if (typeof lookup !== 'string') return lookup;
  throw new AuthenticationError(
    'Send an API key or a token of your own as bearer, or a ticket',
  );
}

function checkRoom(
  auth: WatchedAuth,
  { config, hub }: SocketRouterOptions,
): void {
  if (hub.size >= config.sockets.total) {
    throw Object.assign(
      new ServiceUnavailableError(
        'This server has as many sockets as it takes; try again in a while',
      ),
      { retryAfter: RETRY_AFTER },
    );
  }
  if (auth.holders.length >= config.sockets.perAuth) {
    throw new TooManyRequestsError(
      `One session or API key has at most ${config.sockets.perAuth} sockets; close one first`,
      { retryAfter: RETRY_AFTER },
    );
  }
}
