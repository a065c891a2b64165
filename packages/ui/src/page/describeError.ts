import type { ResponseError } from '@backstage/errors';

/** An error as people can use it. */
export interface ErrorDescription {
  /** Why it happened, as the server or the browser says it. */
  why: string;
  /** What to do next. */
  next: string;
  /** By which its log lines are found; absent when no server answered. */
  requestId?: string;
}

const nextByStatus: Record<number, string> = {
  401: 'Sign in again, then retry.',
  403: 'Ask an administrator if you need this right.',
  404: 'Check the address. It may have been removed, or you may not see it.',
  409: 'Somebody changed it meanwhile. Reload, then try again.',
  412: 'Somebody changed it meanwhile. Reload, then try again.',
  429: 'Too many requests were made. Wait a moment, then retry.',
};

function nextStep(status: number): string {
  return (
    nextByStatus[status] ??
    (status >= 500
      ? 'Retry in a moment. If it stays, give the request id to an administrator.'
      : 'Correct the input, then try again.')
  );
}

/** Understands Backstage's `ResponseError`, whose body carries `requestId` at its top. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof Error && error.name === 'ResponseError') {
    const { body, statusCode } = error as ResponseError;
    const requestId = (body as { requestId?: unknown }).requestId;
    return {
      why: body.error.message || error.message,
      next: nextStep(statusCode),
      requestId: typeof requestId === 'string' ? requestId : undefined,
    };
  }
  if (
    error instanceof TypeError &&
    /fetch|network|load failed/i.test(error.message)
  ) {
    return {
      why: 'The portal could not be reached.',
      next: 'Check your connection, then retry.',
    };
  }
  return {
    why: error instanceof Error ? error.message : String(error),
    next: 'Retry. If it stays, reload the page.',
  };
}
