import { CustomErrorBase } from '@backstage/errors';

/**
 * The errors that Backstage has no class for. Like its own they are told apart by `name`; `statusCode` is what every
 * Backstage error middleware answers with, so that they mean the same in a backend without our edge.
 */
export abstract class HttpError extends CustomErrorBase {
  abstract readonly statusCode: number;
}

/** 412: what was to be changed has changed since it was read. Read it again and repeat the change. */
export class StaleVersionError extends HttpError {
  name = 'StaleVersionError' as const;
  readonly statusCode = 412;
}

/** 428: the change must say, with `If-Match`, which version it is for. */
export class PreconditionRequiredError extends HttpError {
  name = 'PreconditionRequiredError' as const;
  readonly statusCode = 428;
}

/** 413: the body is larger than what is accepted. */
export class PayloadTooLargeError extends HttpError {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

/** 415: the body is not what is accepted, JSON as a rule. */
export class UnsupportedMediaTypeError extends HttpError {
  name = 'UnsupportedMediaTypeError' as const;
  readonly statusCode = 415;
}

/** 405: the path exists, but not with this method; the answer's `Allow` names those it has. */
export class MethodNotAllowedError extends HttpError {
  name = 'MethodNotAllowedError' as const;
  readonly statusCode = 405;
}

/** 429: more requests than are accepted from whoever makes them. */
export class TooManyRequestsError extends HttpError {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
  /** Seconds until it is worth trying again; sent as `Retry-After`. */
  readonly retryAfter: number;

  constructor(message: string, options: { retryAfter: number }) {
    super(message);
    this.retryAfter = options.retryAfter;
  }
}
