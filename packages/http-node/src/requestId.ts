import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Request, RequestHandler } from 'express';

const requestIds = new AsyncLocalStorage<string>();

/** What a proxy may send: no longer than an identifier is, and nothing that means something in a log. */
const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,127}$/;

/** The id of the request that is being handled; undefined outside of one. */
export function currentRequestId(): string | undefined {
  return requestIds.getStore();
}

/**
 * Gives each request an id: the one that a trusted proxy sent, or a new one. It stands in `X-Request-Id` of the answer,
 * in the error body and in the log lines that are written meanwhile.
 */
export function createRequestIdMiddleware(): RequestHandler {
  return (req, res, next) => {
    const id = idFromProxy(req) ?? randomUUID();
    res.setHeader('X-Request-Id', id);
    requestIds.run(id, next);
  };
}

function idFromProxy(req: Request): string | undefined {
  const sent = req.get('x-request-id');
  if (!sent || !SAFE.test(sent)) return undefined;
  const isTrusted: (address: string | undefined, hop: number) => boolean =
    req.app.get('trust proxy fn');
  return isTrusted(req.socket.remoteAddress, 0) ? sent : undefined;
}
