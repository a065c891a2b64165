import { InputError } from '@backstage/errors';
import type { LoginTokens } from '@wheelhouse/plugin-tenancy-common';
import {
  cookieOptions,
  generateSecret,
  hashSecret,
  SESSION_COOKIE,
  TenancyConfig,
} from '@wheelhouse/plugin-tenancy-node';
import { parse as parseCookies } from 'cookie';
import type { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import {
  ATTEMPT_COOKIE,
  ATTEMPT_COOKIE_MS,
  BROWSER_COOKIE,
  BROWSER_COOKIE_MS,
  browserName,
  checkLoopbackRedirect,
  pageOfPortal,
} from './browser';
import { keyPage, showErrorsToPeople } from './pages';
import type { ApiKeys } from './service/ApiKeys';
import type { BackstageTokens } from './service/BackstageTokens';
import type { Journal } from './service/Journal';
import type { Arrival, SignIn } from './service/SignIn';
import type { Sessions } from './service/Sessions';
import type { AfterSignIn, RequestedKey } from './store/LoginStore';

/** What the routes of sign-in need. */
export interface SignInRouterOptions {
  config: TenancyConfig;
  appUrl: string;
  /** The plugin's own address, as browsers see it. */
  baseUrl: string;
  signIn: SignIn;
  apiKeys: ApiKeys;
  sessions: Sessions;
  tokens: BackstageTokens;
  journal: Journal;
}

/** Signing in, in a browser and for clients with a loopback redirect. */
export function createSignInRouter(options: SignInRouterOptions): Router {
  const { config, appUrl, baseUrl, signIn, apiKeys } = options;
  const { sessions, tokens, journal } = options;
  const router = PromiseRouter();
  const cookies = cookieOptions(baseUrl);

  const begin = async (req: Request, res: Response, after: AfterSignIn) => {
    const browser = cookieOf(req, ATTEMPT_COOKIE) ?? generateSecret();
    const url = await signIn.begin(String(req.query.tenant), browser, after);
    res.cookie(ATTEMPT_COOKIE, browser, {
      ...cookies,
      maxAge: ATTEMPT_COOKIE_MS,
    });
    res.setHeader('Cache-Control', 'no-store');
    res.redirect(302, url.href);
  };

  /**
   * @openapi
   * /tenants:
   *   get:
   *     summary: Who can sign in
   *     x-scope: open
   *     x-no-permission: The way in; nobody is known yet
   *     security: []
   *     responses:
   *       200:
   *         description: Each tenant, as configured
   *         content:
   *           application/json:
   *             schema:
   *               type: array
   *               items: { $ref: '#/components/schemas/TenantSummary' }
   */
  router.get('/tenants', (_req, res) => {
    res.json(config.tenants.map(({ id, title }) => ({ id, title })));
  });

  /**
   * @openapi
   * /login:
   *   get:
   *     summary: Sign in
   *     description: >-
   *       Sends the browser to the tenant's provider. It comes back signed in, at the page `redirect`; or, for a client
   *       with a loopback redirect, at `redirect_uri` with a one-time `code` for `POST /login`.
   *     x-scope: open
   *     x-no-permission: The way in; nobody is known yet
   *     security: []
   *     parameters:
   *       - { name: tenant, in: query, required: true, schema: { type: string, maxLength: 63 } }
   *       - { name: redirect, in: query, description: A page of this portal, schema: { type: string, maxLength: 2048 } }
   *       - { name: redirect_uri, in: query, description: 'http://127.0.0.1:PORT/…', schema: { type: string, maxLength: 2048 } }
   *       - { name: state, in: query, description: Comes back with the code, schema: { type: string, maxLength: 512 } }
   *       - { name: code_challenge, in: query, description: PKCE, schema: { type: string, pattern: '^[A-Za-z0-9_-]{43}$' } }
   *       - { name: code_challenge_method, in: query, schema: { type: string, enum: [S256] } }
   *       - { name: persona, in: query, description: 'What to call the machine', schema: { type: string, maxLength: 128 } }
   *     responses:
   *       302: { description: To the provider }
   */
  router.get('/login', async (req, res) => {
    const { redirect, persona } = req.query as Record<string, string>;
    const native = nativeClient(req, 'session');
    await begin(
      req,
      res,
      native
        ? { ...native, persona }
        : {
            then: 'browser',
            page: pageOfPortal(redirect ?? '/', appUrl),
          },
    );
  });

  /**
   * @openapi
   * /token:
   *   get:
   *     summary: Sign in and get an API key
   *     description: >-
   *       As `GET /login`, for an API key. With `redirect_uri` it ends there with a one-time `code` for `POST /token`;
   *       without, on a page that shows the key once.
   *     x-scope: open
   *     x-no-permission: Asked for when the key is made
   *     security: []
   *     parameters:
   *       - { name: tenant, in: query, required: true, schema: { type: string, maxLength: 63 } }
   *       - { name: name, in: query, schema: { type: string, minLength: 1, maxLength: 128, default: API key } }
   *       - { name: scopes, in: query, required: true, description: Separated by spaces, schema: { type: string, minLength: 1, maxLength: 8192 } }
   *       - { name: expires_in, in: query, description: 'Seconds; 0: never, where allowed', schema: { type: integer, minimum: 0, maximum: 3153600000 } }
   *       - { name: persona, in: query, description: 'What to call the place that uses the key', schema: { type: string, maxLength: 128 } }
   *       - { name: redirect_uri, in: query, description: 'http://127.0.0.1:PORT/…', schema: { type: string, maxLength: 2048 } }
   *       - { name: state, in: query, description: Comes back with the code, schema: { type: string, maxLength: 512 } }
   *       - { name: code_challenge, in: query, description: PKCE, schema: { type: string, pattern: '^[A-Za-z0-9_-]{43}$' } }
   *       - { name: code_challenge_method, in: query, schema: { type: string, enum: [S256] } }
   *     responses:
   *       302: { description: To the provider }
   */
  router.get('/token', async (req, res) => {
    const { persona } = req.query as Record<string, string>;
    const key = requestedKeyOf(req.query);
    // Better told now than after signing in.
    apiKeys.check(key);
    const native = nativeClient(req, 'api_key');
    await begin(
      req,
      res,
      native ? { ...native, key, persona } : { then: 'key-page', key, persona },
    );
  });

  const titleOf = (tenant: string) =>
    config.tenants.find(t => t.id === tenant)!.title;

  const arrive = async (req: Request, res: Response, arrival: Arrival) => {
    const actor = {
      entityId: arrival.entity.id,
      persona: browserName(req.headers['user-agent']),
    };
    const ref = `user:${arrival.entity.tenant}/${arrival.entity.name}`;
    const deed = {
      event: 'sign-in',
      action: arrival.then === 'key-page' ? 'key.created' : 'session.started',
      subject:
        arrival.then === 'key-page'
          ? arrival.key.name
          : titleOf(arrival.entity.tenant),
      meta: { entity: ref, tenant: arrival.entity.tenant },
    };
    await journal.record(req, actor, deed, async () => {
      switch (arrival.then) {
        case 'browser': {
          // Whoever was signed in here before is not any more.
          const before = cookieOf(req, SESSION_COOKIE);
          if (before) await sessions.endByHash(hashSecret(before));
          res.cookie(SESSION_COOKIE, arrival.sessionSecret, {
            ...cookies,
            maxAge: config.sessions.absoluteMs,
          });
          res.cookie(BROWSER_COOKIE, arrival.personaId, {
            ...cookies,
            maxAge: BROWSER_COOKIE_MS,
          });
          res.redirect(302, arrival.page);
          break;
        }
        case 'key-page':
          res.type('html').send(keyPage(arrival.key));
          break;
        default:
          res.redirect(302, arrival.url);
      }
    });
  };

  const callback = async (req: Request, res: Response) => {
    const arrival = await signIn.complete({
      address: baseUrl + req.path,
      query: new URL(req.originalUrl, baseUrl).searchParams,
      browser: cookieOf(req, ATTEMPT_COOKIE),
      place: {
        name: browserName(req.headers['user-agent']),
        personaId: cookieOf(req, BROWSER_COOKIE),
      },
    });
    res.setHeader('Cache-Control', 'no-store');
    await arrive(req, res, arrival);
  };

  /**
   * @openapi
   * /callback:
   *   get:
   *     summary: Where providers that name themselves (RFC 9207) send people back
   *     x-scope: open
   *     x-no-permission: The way in; nobody is known yet
   *     security: []
   *     parameters:
   *       - { name: code, in: query, schema: { type: string, maxLength: 8192 } }
   *       - { name: state, in: query, schema: { type: string, maxLength: 512 } }
   *       - { name: iss, in: query, schema: { type: string, maxLength: 2048 } }
   *       - { name: error, in: query, schema: { type: string, maxLength: 512 } }
   *       - { name: error_description, in: query, schema: { type: string, maxLength: 8192 } }
   *       - { name: error_uri, in: query, schema: { type: string, maxLength: 2048 } }
   *       - { name: session_state, in: query, schema: { type: string, maxLength: 2048 } }
   *       - { name: scope, in: query, schema: { type: string, maxLength: 8192 } }
   *     responses:
   *       200: { description: A new key, content: { text/html: { schema: { type: string } } } }
   *       302: { description: Signed in }
   */
  router.get('/callback', callback);

  /**
   * @openapi
   * /callback/{tenant}:
   *   get:
   *     summary: Where the other providers send people back
   *     x-scope: open
   *     x-no-permission: The way in; nobody is known yet
   *     security: []
   *     parameters:
   *       - { name: tenant, in: path, required: true, schema: { type: string, maxLength: 63 } }
   *       - { name: code, in: query, schema: { type: string, maxLength: 8192 } }
   *       - { name: state, in: query, schema: { type: string, maxLength: 512 } }
   *       - { name: iss, in: query, schema: { type: string, maxLength: 2048 } }
   *       - { name: error, in: query, schema: { type: string, maxLength: 512 } }
   *       - { name: error_description, in: query, schema: { type: string, maxLength: 8192 } }
   *       - { name: error_uri, in: query, schema: { type: string, maxLength: 2048 } }
   *       - { name: session_state, in: query, schema: { type: string, maxLength: 2048 } }
   *       - { name: scope, in: query, schema: { type: string, maxLength: 8192 } }
   *     responses:
   *       200: { description: A new key, content: { text/html: { schema: { type: string } } } }
   *       302: { description: Signed in }
   */
  router.get('/callback/:tenant', callback);

  /**
   * @openapi
   * /login:
   *   post:
   *     summary: A one-time code, or a refresh token, for a session
   *     description: >-
   *       The access token is a bearer for every route of the portal. The refresh token is good for one use; the next one
   *       comes with the answer.
   *     x-scope: open
   *     x-no-permission: The way in; nobody is known yet
   *     security: []
   *     requestBody:
   *       required: true
   *       content:
   *         application/json:
   *           schema:
   *             type: object
   *             additionalProperties: false
   *             properties:
   *               code: { type: string, minLength: 1, maxLength: 128 }
   *               code_verifier: { type: string, pattern: '^[A-Za-z0-9._~-]{43,128}$' }
   *               refresh_token: { type: string, minLength: 1, maxLength: 128 }
   *     responses:
   *       200:
   *         description: Signed in
   *         content:
   *           application/json:
   *             schema: { $ref: '#/components/schemas/LoginTokens' }
   */
  router.post('/login', async (req, res) => {
    const { code, code_verifier, refresh_token } = req.body;
    const session = await (refresh_token
      ? sessions.refresh(refresh_token)
      : signIn.sessionForCode(...codeOf(code, code_verifier)));
    const access = await tokens.full(session.id);
    const answer: LoginTokens = {
      access_token: access.token,
      token_type: 'Bearer',
      expires_in: access.expiresIn,
      refresh_token: session.secret,
    };
    res.setHeader('Cache-Control', 'no-store');
    res.json(answer);
  });

  router.use(showErrorsToPeople);
  return router;
}

/** The key that is asked for before anybody has signed in for it. */
export function requestedKeyOf(parameters: any): RequestedKey {
  const { name, scopes, expires_in } = parameters;
  return {
    name: name ?? 'API key',
    scopes: String(scopes).split(/\s+/).filter(Boolean),
    expiresIn: expires_in === undefined ? undefined : Number(expires_in),
  };
}

/** A code and its verifier, both there. */
export function codeOf(code: unknown, verifier: unknown): [string, string] {
  if (!code || !verifier) {
    throw new InputError(
      'Send {code, code_verifier} from the sign-in with a loopback redirect',
    );
  }
  return [String(code), String(verifier)];
}

function nativeClient(req: Request, kind: 'session' | 'api_key') {
  const { redirect_uri, state, code_challenge } = req.query as Record<
    string,
    string | undefined
  >;
  if (redirect_uri === undefined) return undefined;
  if (!state || !code_challenge) {
    throw new InputError(
      'redirect_uri needs state and code_challenge (PKCE with S256) beside it',
    );
  }
  return {
    then: 'code' as const,
    kind,
    redirectUri: checkLoopbackRedirect(redirect_uri),
    state,
    codeChallenge: code_challenge,
  };
}

function cookieOf(req: Request, name: string): string | undefined {
  return parseCookies(req.headers.cookie ?? '')[name];
}
