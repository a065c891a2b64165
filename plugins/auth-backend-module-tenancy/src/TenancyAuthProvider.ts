import {
  AuthService,
  DiscoveryService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  AuthProviderRouteHandlers,
  AuthResolverContext,
  prepareBackstageIdentityResponse,
} from '@backstage/plugin-auth-node';
import {
  AuthDirectory,
  AuthSource,
  AuthState,
  cookieOptions,
  hashSecret,
  SESSION_COOKIE,
} from '@wheelhouse/plugin-tenancy-node';
import type { Request, Response } from 'express';
import { parse as parseCookies } from 'cookie';
import { decodeJwt } from 'jose';

/** Told to the page, so that it asks for the next token in time. */
const RENEW_EARLY_SECONDS = 60;

/**
 * Mints Backstage tokens for sessions and API keys. Signing in itself is the tenancy plugin's; no token of a provider
 * comes near the browser.
 */
export class TenancyAuthProvider implements AuthProviderRouteHandlers {
  constructor(
    private readonly options: {
      resolverContext: AuthResolverContext;
      isOriginAllowed(origin: string): boolean;
      auth: AuthService;
      httpAuth: HttpAuthService;
      directory: AuthDirectory;
      discovery: DiscoveryService;
      remote: AuthSource;
    },
  ) {}

  async start(): Promise<void> {
    throw new NotFoundError('Sign in at /api/tenancy/login');
  }

  async frameHandler(): Promise<void> {
    throw new NotFoundError('Sign in at /api/tenancy/login');
  }

  /**
   * A Backstage token: for the session whose cookie comes along, or for the auth that the tenancy plugin names when it
   * asks itself.
   */
  async refresh(req: Request, res: Response): Promise<void> {
    const state = req.headers.authorization
      ? await this.#authNamedByTenancy(req)
      : await this.#sessionOfCookie(req, res);
    const { actorRef } = state;
    const identity = await this.options.resolverContext.issueToken({
      claims: { sub: actorRef, ent: [actorRef, ...state.groups] },
    });
    const { exp, uip } = decodeJwt<{ uip: string }>(identity.token);
    await this.options.directory
      .source(this.options.remote)
      .rememberBackstageToken({
        authId: state.id,
        hash: hashSecret(uip),
        groups: state.groups,
        expires: new Date(exp! * 1000).toISOString(),
      });
    const response = prepareBackstageIdentityResponse(identity);
    res.setHeader('Cache-Control', 'no-store');
    res.json({
      providerInfo: {},
      profile: {
        displayName: state.displayName ?? state.entity.account,
        ...(state.email && { email: state.email }),
      },
      backstageIdentity: {
        ...response,
        expiresInSeconds:
          exp! - Math.floor(Date.now() / 1000) - RENEW_EARLY_SECONDS,
      },
    });
  }

  /** Ends the session whose cookie comes along. */
  async logout(req: Request, res: Response): Promise<void> {
    this.#refuseOtherSites(req);
    const secret = sessionSecretOf(req);
    if (secret) {
      await this.options.directory
        .source(this.options.remote)
        .endSession(hashSecret(secret));
    }
    const baseUrl = await this.options.discovery.getExternalBaseUrl('auth');
    res.clearCookie(SESSION_COOKIE, cookieOptions(baseUrl));
    res.status(204).end();
  }

  async #authNamedByTenancy(req: Request): Promise<AuthState> {
    const credentials = await this.options.httpAuth.credentials(req, {
      allow: ['service'],
    });
    if (credentials.principal.subject !== 'plugin:tenancy') {
      throw new NotAllowedError('Only the tenancy plugin may ask for tokens');
    }
    return this.#find({ by: 'id', id: String(req.body?.authId) });
  }

  async #sessionOfCookie(req: Request, res: Response): Promise<AuthState> {
    this.#refuseOtherSites(req);
    const secret = sessionSecretOf(req);
    if (!secret) throw new AuthenticationError('You are not signed in');
    try {
      return await this.#find({ by: 'session', hash: hashSecret(secret) });
    } catch (error) {
      if ((error as Error).name === 'AuthenticationError') {
        const baseUrl = await this.options.discovery.getExternalBaseUrl('auth');
        res.clearCookie(SESSION_COOKIE, cookieOptions(baseUrl));
      }
      throw error;
    }
  }

  async #find(
    lookup: { by: 'id'; id: string } | { by: 'session'; hash: string },
  ): Promise<AuthState> {
    const { directory, remote } = this.options;
    const state = await directory.find(lookup, remote);
    if (!state) {
      throw new AuthenticationError('Your session has ended; sign in again');
    }
    return state;
  }

  /** A cookie alone proves nothing of who made the request; a header that other sites cannot send does. */
  #refuseOtherSites(req: Request) {
    const { origin } = req.headers;
    if (
      req.headers['x-requested-with'] !== 'XMLHttpRequest' ||
      (origin !== undefined && !this.options.isOriginAllowed(origin))
    ) {
      throw new NotAllowedError(
        'Requests with a session must come from the portal itself, with the header X-Requested-With: XMLHttpRequest',
      );
    }
  }
}

function sessionSecretOf(req: Request): string | undefined {
  return parseCookies(req.headers.cookie ?? '')[SESSION_COOKIE];
}
