import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import { ErrorRequestHandler, Request } from 'express';
import { currentRequestId } from '../requestId';
import { isUnavailable } from './unavailable';

/** Seconds after which a part that was down is worth another try. */
const RETRY_AFTER_UNAVAILABLE = 5;

const STATUS_OF_NAME = new Map([
  ['NotModifiedError', 304],
  ['InputError', 400],
  ['AuthenticationError', 401],
  ['NotAllowedError', 403],
  ['NotFoundError', 404],
  ['ConflictError', 409],
  ['NotImplementedError', 501],
  ['ServiceUnavailableError', 503],
]);

/** The errors of the server's own making whose text is meant for whoever asked. */
const SPOKEN_SERVER_ERRORS = new Set([
  'NotImplementedError',
  'ServiceUnavailableError',
]);

/**
 * Answers errors with Backstage's body and the request's id, and nothing that tells how the server is made: no stack, no
 * further fields, and for what was not foreseen (5xx) a text that says nothing but what to do. The log has the rest.
 */
export function createErrorHandler(logger: LoggerService): ErrorRequestHandler {
  return (raw, req, res, next) => {
    const error = isUnavailable(raw)
      ? unavailable(raw)
      : (toError(raw) as Error);
    const statusCode = statusOf(error);
    const path = pathOf(req);
    if (statusCode >= 500) {
      logger.error(`${req.method} ${path} failed with ${statusCode}`, error);
    }
    if (res.headersSent) {
      next(error);
      return;
    }
    const retryAfter = (error as { retryAfter?: unknown }).retryAfter;
    if (typeof retryAfter === 'number') {
      res.setHeader('Retry-After', String(retryAfter));
    }
    res.status(statusCode).json({
      error: describe(error, statusCode),
      request: { method: req.method, url: path },
      response: { statusCode },
      requestId: currentRequestId(),
    });
  };
}

function unavailable(cause: unknown): Error {
  return Object.assign(
    new ServiceUnavailableError(
      'The portal cannot reach a part that it needs, such as its database. Try again in a few seconds.',
      cause,
    ),
    { retryAfter: RETRY_AFTER_UNAVAILABLE },
  );
}

function statusOf(error: Error): number {
  const { statusCode, status } = error as {
    statusCode?: unknown;
    status?: unknown;
  };
  return (
    [statusCode, status].find(isErrorStatus) ??
    STATUS_OF_NAME.get(error.name) ??
    500
  );
}

function isErrorStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 300 && Number(value) < 600;
}

function describe(error: Error, statusCode: number) {
  if (statusCode < 500) {
    return { name: error.name, message: error.message };
  }
  if (SPOKEN_SERVER_ERRORS.has(error.name)) {
    return { name: error.name, message: withoutCause(error.message) };
  }
  return {
    name: 'InternalServerError',
    message:
      'The server failed unexpectedly. Try again; if it fails again, tell an administrator the request id.',
  };
}

/** Backstage's errors append their cause, which may hold addresses and names of systems behind. */
function withoutCause(message: string): string {
  return message.split('; caused by ')[0];
}

/** Without the query: what stands in it may be worth as much as a password. */
function pathOf(req: Request): string {
  return req.originalUrl.split('?')[0];
}
