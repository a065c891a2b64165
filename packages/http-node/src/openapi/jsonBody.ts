import { InputError } from '@backstage/errors';
import express, { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { PayloadTooLargeError, UnsupportedMediaTypeError } from '../errors';

/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** How deep objects and arrays of a body may stand in each other. */
export const MAX_BODY_DEPTH = 32;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const CONTENT_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

function hasBody(req: Request): boolean {
  return (
    req.headers['transfer-encoding'] !== undefined ||
    Number(req.headers['content-length'] ?? 0) > 0
  );
}

const refuseOtherTypes: RequestHandler = (req, _res, next) => {
  if (!hasBody(req)) {
    delete req.headers['content-type'];
    next();
  } else if (CONTENT_TYPE.test(req.headers['content-type'] ?? '')) {
    // The validator keeps what it compiled by content type: there must be only one.
    req.headers['content-type'] = 'application/json';
    next();
  } else {
    next(
      new UnsupportedMediaTypeError(
        'The body must be JSON in UTF-8: send it with "Content-Type: application/json".',
      ),
    );
  }
};

const toBackstageError: ErrorRequestHandler = (error, _req, _res, next) => {
  switch (error.type) {
    case 'entity.too.large':
      next(
        new PayloadTooLargeError(
          `The body is larger than ${MAX_BODY_BYTES} bytes; send less at once.`,
        ),
      );
      break;
    case 'encoding.unsupported':
      next(
        new UnsupportedMediaTypeError(
          'The body is compressed; send it as it is.',
        ),
      );
      break;
    case 'entity.parse.failed':
      next(new InputError('The body is not valid JSON.'));
      break;
    default:
      next(
        error.status === 400
          ? new InputError('The body could not be read.')
          : error,
      );
  }
};

/** Walks level by level, without recursion: the body may be deeper than the stack. */
function findHostileShape(body: unknown): InputError | undefined {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (depth === MAX_BODY_DEPTH) {
        return new InputError(
          `The body is nested deeper than ${MAX_BODY_DEPTH} levels.`,
        );
      }
      if (Array.isArray(value)) {
        for (const item of value) next.push(item);
        continue;
      }
      for (const key of Object.keys(value)) {
        if (FORBIDDEN_KEYS.has(key)) {
          return new InputError(`The body has the forbidden key "${key}".`);
        }
        next.push((value as Record<string, unknown>)[key]);
      }
    }
    level = next;
  }
  return undefined;
}

const refuseHostileShapes: RequestHandler = (req, _res, next) => {
  next(findHostileShape(req.body));
};

/**
 * Reads JSON bodies and refuses all others: what a page of another site can send without asking first (text/plain, forms)
 * is never read, and nothing that is read reaches prototypes or overflows a stack.
 */
export function createJsonBodyMiddleware(): (
  | RequestHandler
  | ErrorRequestHandler
)[] {
  return [
    refuseOtherTypes,
    express.json({ limit: MAX_BODY_BYTES, inflate: false }),
    toBackstageError,
    refuseHostileShapes,
  ];
}
