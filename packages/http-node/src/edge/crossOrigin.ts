import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import cors from 'cors';
import { RequestHandler } from 'express';
import { AllowedOriginsService } from './services';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets pages of the allowed origins call the API, without cookies; all others get no CORS header at all. */
export function createCorsMiddleware(
  allowed: AllowedOriginsService,
): RequestHandler[] {
  const origins = new Set(allowed);
  return [
    (_req, res, next) => {
      res.vary('Origin');
      next();
    },
    cors({
      origin: (origin, callback) =>
        callback(null, origin !== undefined && origins.has(origin)),
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowedHeaders: [
        'Authorization',
        'Content-Type',
        'If-Match',
        'Idempotency-Key',
      ],
      exposedHeaders: ['ETag', 'Retry-After', 'X-Request-Id'],
      maxAge: 600,
    }),
  ];
}

/**
 * Refuses requests that change something, carry cookies and come from a page of another origin, siblings of the same site
 * included. A bearer is never sent by a browser on its own, so that a request with one is meant.
 *
 * What the browser says of the page (`Sec-Fetch-Site`) goes before the origin's name, which it also has right when the
 * server is reached by another name than the configured one.
 */
export function createCsrfMiddleware(config: Config): RequestHandler {
  const own = new Set(ownOrigins(config));
  return (req, _res, next) => {
    const { origin, cookie, authorization } = req.headers;
    const site = req.headers['sec-fetch-site'];
    if (
      SAFE_METHODS.has(req.method) ||
      cookie === undefined ||
      /^Bearer +\S/i.test(authorization ?? '') ||
      site === 'same-origin' ||
      (origin !== undefined && own.has(origin)) ||
      (origin === undefined && (site === undefined || site === 'none'))
    ) {
      next();
    } else {
      next(
        new NotAllowedError(
          'The request comes from a page of another origin. Send it from the portal itself, or with a bearer and no cookie.',
        ),
      );
    }
  };
}

function ownOrigins(config: Config): string[] {
  return ['app.baseUrl', 'backend.baseUrl']
    .map(key => config.getOptionalString(key))
    .filter(url => url !== undefined)
    .map(url => new URL(url).origin);
}
