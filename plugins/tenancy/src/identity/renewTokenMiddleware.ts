import type { FetchMiddleware } from '@backstage/core-app-api';

/** What the middleware needs of an identity. */
export interface RenewableIdentity {
  readonly token: string | undefined;
  /** Replaces a refused token; throws where that is not possible. */
  renew(refused: string): Promise<void>;
}

/**
 * Asks for a fresh token once, and repeats the request once, when the portal answers 401: the server refuses tokens
 * from the moment that the groups or the session behind them change, long before they expire.
 */
export function renewTokenMiddleware(options: {
  identity: RenewableIdentity;
  /** The portal's own address; nothing else is repeated. */
  baseUrl: string;
}): FetchMiddleware {
  const { identity } = options;
  const origin = new URL(options.baseUrl, window.location.href).origin;
  return {
    apply(next) {
      return async (input, init) => {
        const request = new Request(input, init);
        const repeatable = request.clone();
        const token = identity.token;
        const response = await next(request);
        if (
          response.status !== 401 ||
          token === undefined ||
          new URL(request.url).origin !== origin
        ) {
          return response;
        }
        try {
          await identity.renew(token);
        } catch {
          // The identity has dealt with the end of the session; the caller gets what the server said.
          return response;
        }
        return next(repeatable);
      };
    },
  };
}
