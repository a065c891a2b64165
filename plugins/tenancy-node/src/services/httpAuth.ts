import { DefaultHttpAuthService } from '@backstage/backend-defaults/httpAuth';
import {
  AuthService,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import { parse as parseCookies } from 'cookie';
import type { Request } from 'express';
import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';
import {
  AuthDirectory,
  authDirectoryServiceRef,
  AuthSource,
  AuthState,
  RemoteAuthSource,
} from '../directory';
import { ScopePolicy, scopePolicyServiceRef } from './scopePolicy';

const HOW_TO_SIGN_IN =
  'Bearer realm="wheelhouse", error="invalid_token", error_description="Sign in at /api/tenancy/login, or send an API key"';

/**
 * The auth whose scopes bound a request, and whether it was presented itself. Where there is none, the request is not
 * bounded, or Backstage will refuse it.
 */
interface ActingAuth {
  state: AuthState;
  direct: boolean;
}

/**
 * Backstage's HTTP auth, which besides keeps requests made with an API key within its scopes, also when another plugin
 * makes them on behalf of the key's owner, and tells how to sign in where nobody did.
 */
class TenancyHttpAuthService implements HttpAuthService {
  readonly #inner: HttpAuthService;
  /**
   * What Backstage made of a key. It verifies the signature of a token that we minted ourselves each time; the directory
   * has already said, for this very request, that the key is alive and that this token stands for it.
   */
  readonly #credentials = new LRUCache<string, BackstageCredentials>({
    max: 10_000,
    ttl: 60 * 60_000,
  });

  /**
   * Who makes a request is found once, as Backstage has it: one that ends the key that it is made with is still that
   * key's when it is written down.
   */
  readonly #acting = new WeakMap<
    Request,
    { token: string; found: Promise<ActingAuth | undefined> }
  >();

  constructor(
    private readonly options: {
      auth: AuthService;
      inner: HttpAuthService;
      directory: AuthDirectory;
      remote: AuthSource;
      policy: ScopePolicy;
      pluginId: string;
    },
  ) {
    this.#inner = options.inner;
  }

  async credentials(req: any, options?: any): Promise<any> {
    try {
      const token =
        bearerOf(req) ??
        (options?.allowLimitedAccess ? userCookieOf(req) : undefined);
      const acting = token && (await this.#actingOf(req, token));
      if (!acting) return await this.#inner.credentials(req, options);
      this.#enforceScopes(req, acting.state);
      if (!acting.direct) return await this.#inner.credentials(req, options);
      if (options?.allow && !options.allow.includes('user')) {
        throw new NotAllowedError('This route is not for people or API keys');
      }
      return await this.#credentialsOf(token, acting.state);
    } catch (error) {
      if ((error as Error).name !== 'AuthenticationError') throw error;
      req.res?.setHeader('WWW-Authenticate', HOW_TO_SIGN_IN);
      if (bearerOf(req)) throw error;
      throw new AuthenticationError(
        'Sign in at /api/tenancy/login?tenant=…, or send an API key as bearer',
      );
    }
  }

  issueUserCookie: HttpAuthService['issueUserCookie'] = (res, options) =>
    this.#inner.issueUserCookie(res, options);

  #actingOf(req: Request, token: string): Promise<ActingAuth | undefined> {
    const known = this.#acting.get(req);
    if (known?.token === token) return known.found;
    const found = this.#find(token);
    this.#acting.set(req, { token, found });
    return found;
  }

  async #find(token: string): Promise<ActingAuth | undefined> {
    const { directory, remote } = this.options;
    const lookup = directory.classify(token);
    if (lookup === 'malformed') {
      throw new AuthenticationError(
        'The credential is not well-formed; check that it was copied whole',
      );
    }
    if (lookup === 'foreign') {
      const behalf = onBehalfOf(token);
      const inner = behalf ? directory.classify(behalf) : 'foreign';
      if (typeof inner === 'string') return undefined;
      // Only what the token says is read here: Backstage verifies it, and who made it.
      const state = await directory.find(inner, remote);
      return state && { state, direct: false };
    }
    const state = await directory.find(lookup, remote);
    if (lookup.by === 'backstage') {
      // A user cookie that was given to a key is bounded as the key is.
      return state && { state, direct: false };
    }
    if (!state) {
      throw new AuthenticationError(
        'The credential is unknown, revoked or expired; sign in again or make a new API key',
      );
    }
    return { state, direct: true };
  }

  #enforceScopes(req: Request, state: AuthState) {
    const { policy, pluginId } = this.options;
    const demand = policy.demandOf(req);
    if (demand === 'open') return;
    const { action, resource } = demand;
    if (!scopesAllow(state.scopes, pluginId, action, resource)) {
      throw new NotAllowedError(
        `This API key lacks the scope '${pluginId}:${action}'; make one with it on your account page`,
      );
    }
  }

  async #credentialsOf(token: string, state: AuthState) {
    // A key's limited token changes when its owner's groups do.
    const key = `${state.id} ${state.limitedUserToken}`;
    const known = this.#credentials.get(key);
    if (known && (!known.expiresAt || known.expiresAt > new Date())) {
      return known;
    }
    const credentials = await this.options.auth.authenticate(token);
    this.#credentials.set(key, credentials);
    return credentials;
  }
}

function bearerOf(req: Request): string | undefined {
  return req.headers.authorization?.match(/^Bearer[ ]+(\S+)$/i)?.[1];
}

/** Backstage's cookie for routes that pages open without a bearer. */
function userCookieOf(req: Request): string | undefined {
  return parseCookies(req.headers.cookie ?? '')['backstage-auth'];
}

/** The limited user token inside of a plugin's token, unverified. */
function onBehalfOf(token: string): string | undefined {
  try {
    const { obo } = decodeJwt<{ obo?: unknown }>(token);
    return typeof obo === 'string' ? obo : undefined;
  } catch {
    return undefined;
  }
}

/** HTTP auth for every plugin of a backend. */
export const httpAuthServiceFactory = createServiceFactory({
  service: coreServices.httpAuth,
  deps: {
    auth: coreServices.auth,
    discovery: coreServices.discovery,
    plugin: coreServices.pluginMetadata,
    directory: authDirectoryServiceRef,
    policy: scopePolicyServiceRef,
  },
  factory({ auth, discovery, plugin, directory, policy }) {
    const pluginId = plugin.getId();
    return new TenancyHttpAuthService({
      auth,
      inner: DefaultHttpAuthService.create({ auth, discovery, pluginId }),
      directory,
      remote: remoteAuthSource(auth, discovery),
      policy,
      pluginId,
    });
  },
});

/** The tenancy plugin of another process, asked as the plugin whose auth service this is. */
export function remoteAuthSource(
  auth: AuthService,
  discovery: { getBaseUrl(pluginId: string): Promise<string> },
): AuthSource {
  return new RemoteAuthSource({
    discovery: discovery as any,
    serviceToken: async () =>
      (
        await auth.getPluginRequestToken({
          onBehalfOf: await auth.getOwnServiceCredentials(),
          targetPluginId: 'tenancy',
        })
      ).token,
  });
}
