import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { Request, RequestHandler } from 'express';
import { MemoryStore, Options } from 'express-rate-limit';
import { TooManyRequestsError } from '../errors';
import { clientNetwork } from './clientAddress';
import { readRateLimitConfig, RateLimitConfig } from './rateLimitConfig';
import { RequestIdentityService, requestIdentityServiceRef } from './services';

/**
 * Limits how often requests are accepted: by auth where it is known whose a request is, else by address. What is tried
 * with credentials that turn out to be wrong, and signing in, is limited harder, by address, whatever else is sent.
 *
 * The counts are kept by each process for itself.
 */
export class RateLimits {
  readonly #config: RateLimitConfig;
  readonly #identity: RequestIdentityService;
  readonly #store = new MemoryStore();
  /** The requests that were counted by address, until it is known whose they are. */
  readonly #unidentified = new WeakMap<Request, string>();

  constructor(config: RateLimitConfig, identity: RequestIdentityService) {
    this.#config = config;
    this.#identity = identity;
    this.#store.init({ windowMs: config.window } as Options);
  }

  /** For everything under `/api`. */
  requests(): RequestHandler {
    return (req, res, next) => {
      const token = bearerOf(req);
      const auth = token && this.#identity.identify(token);
      if (auth) {
        this.#count(`auth:${auth}`, this.#config.perAuth).then(next, next);
        return;
      }
      const address = clientNetwork(req);
      if (token) {
        res.once('finish', () => {
          if (res.statusCode === 401) {
            this.#store.increment(`sign-in:${address}`);
          }
        });
      }
      this.#unidentified.set(req, `address:${address}`);
      this.#countUnidentified(address, token !== undefined).then(next, next);
    };
  }

  /** For the routes where one signs in. */
  signIn(): RequestHandler {
    return (req, _res, next) => {
      this.#count(`sign-in:${clientNetwork(req)}`, this.#config.signIn).then(
        next,
        next,
      );
    };
  }

  /**
   * To be called when the credentials of a request were verified. One that was counted by its address is from then on
   * counted by whose it is; what the plugins of this backend ask each other is not counted.
   *
   * @throws TooManyRequestsError
   */
  async verified(
    req: Request,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const principal = credentials.principal as
      | BackstageServicePrincipal
      | BackstageUserPrincipal;
    const isUser = principal.type === 'user';
    const actor = isUser ? principal.actor?.subject : principal.subject;
    const name = isUser ? principal.userEntityRef : principal.subject;
    const isOurs = actor?.startsWith('plugin:');
    await this.#countAnew(req, isOurs ? undefined : `principal:${name}`);
  }

  /**
   * As {@link verified}, for a request whose credential only the route itself understands: it is from then on counted by auth.
   *
   * @param auth - as the identity service names it
   * @throws TooManyRequestsError
   */
  async identified(req: Request, auth: string): Promise<void> {
    await this.#countAnew(req, `auth:${auth}`);
  }

  async #countAnew(req: Request, key: string | undefined): Promise<void> {
    const before = this.#unidentified.get(req);
    if (before === undefined) return;
    this.#unidentified.delete(req);
    await this.#store.decrement(before);
    if (key !== undefined) await this.#count(key, this.#config.perAuth);
  }

  async #countUnidentified(address: string, bearer: boolean): Promise<void> {
    if (bearer) {
      const failures = await this.#store.get(`sign-in:${address}`);
      if (failures && failures.totalHits >= this.#config.signIn) {
        refuseUntil(failures.resetTime);
      }
    }
    await this.#count(`address:${address}`, this.#config.perAddress);
  }

  async #count(key: string, limit: number): Promise<void> {
    const { totalHits, resetTime } = await this.#store.increment(key);
    if (totalHits > limit) refuseUntil(resetTime);
  }
}

/** Shared by the server's edge and each plugin's router. */
export const rateLimitsServiceRef = createServiceRef<RateLimits>({
  id: 'wheelhouse.rate-limits',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        identity: requestIdentityServiceRef,
      },
      factory: ({ config, identity }) =>
        new RateLimits(readRateLimitConfig(config), identity),
    }),
});

/** Refuses while the window lasts; a count whose window is over counts no more. */
function refuseUntil(reset: Date | undefined): void {
  const milliseconds = (reset?.getTime() ?? 0) - Date.now();
  if (milliseconds <= 0) return;
  const retryAfter = Math.ceil(milliseconds / 1000);
  throw new TooManyRequestsError(
    `Too many requests; try again in ${retryAfter} s.`,
    { retryAfter },
  );
}

function bearerOf(req: Request): string | undefined {
  return req.headers.authorization?.match(/^Bearer[ ]+(\S+)$/i)?.[1];
}
