import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import express, { Request, Response } from 'express';
import { answerBadly } from './badAnswers';
import {
  Behaviour,
  Endpoint,
  Person,
  RecordedRequest,
  Signature,
} from './behaviour';
import { Authorization, Grants } from './grants';
import { challengeOf, SigningKeys } from './signing';

const SIGN_IN_AS = 'x-sign-in-as';
const TOKEN_SECONDS = 300;

/**
 * An OIDC provider on the loopback that is right in everything until it is told to be wrong: for the tests of whoever
 * relies on a provider. It takes a code flow with PKCE (S256) only.
 */
export class HostileProvider {
  /** @param options - `clientSecret` absent: a public client. */
  static async start(options: {
    clientId: string;
    clientSecret?: string;
  }): Promise<HostileProvider> {
    const app = express();
    const server = createServer(app);
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    return new HostileProvider(app, server, options);
  }

  /** `http://127.0.0.1:<port>` */
  readonly issuer: string;
  /** Everything that was asked, oldest first. */
  readonly requests: RecordedRequest[] = [];

  readonly #server: Server;
  readonly #clientId: string;
  readonly #clientSecret?: string;
  readonly #keys = new SigningKeys();
  readonly #grants = new Grants();
  readonly #people = new Map<string, Person>();
  #current?: string;
  #behaviour: Behaviour = {};

  private constructor(
    app: express.Express,
    server: Server,
    options: { clientId: string; clientSecret?: string },
  ) {
    this.#server = server;
    this.#clientId = options.clientId;
    this.#clientSecret = options.clientSecret;
    const { port } = server.address() as AddressInfo;
    this.issuer = `http://127.0.0.1:${port}`;

    const form = express.urlencoded({ extended: false, limit: '100kb' });
    app.get('/.well-known/openid-configuration', this.#at('metadata'));
    app.get('/authorize', this.#at('authorize'));
    app.get('/jwks', this.#at('jwks'));
    app.post('/token', form, this.#at('token'));
    app.get('/userinfo', this.#at('userinfo'));
    app.get('/forged-jwks', (_req, res) => res.json(this.#keys.foreignJwks));
  }

  /** Adds or replaces somebody; whoever was added last is who signs in next. */
  person(person: Person): Person {
    this.#people.set(person.sub, person);
    this.#current = person.sub;
    return person;
  }

  /** What is wrong from now on; replaces what was wrong before, so `behave({})` is right again. */
  behave(behaviour: Behaviour): void {
    this.#behaviour = behaviour;
  }

  /** The next tokens are signed with a new key, and the old one is no longer published. */
  rotateKeys(): void {
    this.#keys.rotate();
  }

  /** The requests to one endpoint. */
  requestsTo(endpoint: Endpoint): RecordedRequest[] {
    return this.requests.filter(r => r.endpoint === endpoint);
  }

  /**
   * Opens an authorization URL as the browser of somebody who signs in at once.
   * @param authorizationUrl - where the relying party sent the browser
   * @param sub - who signs in; by default whoever was added last
   * @returns where the browser is sent back to
   * @throws Error when the provider sends it nowhere
   */
  async authorize(
    authorizationUrl: string | URL,
    sub = this.#current,
  ): Promise<URL> {
    if (!sub) throw new Error('Nobody has an account: call person() first');
    const answer = await fetch(authorizationUrl, {
      redirect: 'manual',
      headers: { [SIGN_IN_AS]: sub },
    });
    const location = answer.headers.get('location');
    if (!location) {
      throw new Error(
        `The authorization request was answered ${
          answer.status
        }: ${await answer.text()}`,
      );
    }
    return new URL(location);
  }

  /**
   * A JWT access token, as another application of the same provider would hold.
   * @param options - `claims` replaces claims (undefined removes one); the rest as in `Behaviour`
   */
  async accessToken(options: {
    sub: string;
    audience: string | string[];
    claims?: Record<string, unknown>;
    signature?: Signature;
    clockOffset?: number;
    typ?: string;
  }): Promise<string> {
    const token = await this.#sign(
      {
        iss: this.issuer,
        aud: options.audience,
        client_id: 'mobile-app',
        scope: 'openid profile email groups',
        jti: Math.random().toString(36).slice(2),
        ...this.#times(options.clockOffset ?? 0),
        ...this.#claimsOf(options.sub),
        ...options.claims,
      },
      options.typ ?? 'at+jwt',
      options.signature ?? 'own',
    );
    this.#grants.rememberAccessToken(token, options.sub);
    return token;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #at(endpoint: Endpoint) {
    const answers = {
      metadata: this.#metadata,
      authorize: this.#authorize,
      jwks: this.#jwks,
      token: this.#token,
      userinfo: this.#userinfo,
    };
    return async (req: Request, res: Response) => {
      const record: RecordedRequest = {
        endpoint,
        method: req.method,
        query: { ...(req.query as Record<string, string>) },
        body: { ...req.body },
        headers: { ...req.headers },
        sentBytes: 0,
      };
      this.requests.push(record);
      const bad = this.#behaviour.answers?.[endpoint];
      if (bad !== undefined) answerBadly(bad, res, record);
      else await answers[endpoint].call(this, req, res);
    };
  }

  #metadata(_req: Request, res: Response) {
    res.json({
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      userinfo_endpoint: `${this.issuer}/userinfo`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      scopes_supported: [
        'openid',
        'profile',
        'email',
        'groups',
        'offline_access',
      ],
      authorization_response_iss_parameter_supported: true,
      ...this.#behaviour.metadata,
    });
  }

  #jwks(_req: Request, res: Response) {
    res.json(this.#keys.jwks);
  }

  #authorize(req: Request, res: Response) {
    const query = req.query as Record<string, string>;
    if (query.client_id !== this.#clientId || !query.redirect_uri) {
      res.status(400).json({ error: 'invalid_request' });
      return;
    }
    const sub = req.header(SIGN_IN_AS) ?? this.#current ?? '';
    const back = new URL(query.redirect_uri);
    const { responseIss = 'right' } = this.#behaviour;
    if (query.state) back.searchParams.set('state', query.state);
    if (responseIss !== 'absent') {
      back.searchParams.set(
        'iss',
        responseIss === 'right' ? this.issuer : responseIss.wrong,
      );
    }
    const error = this.#refusal(query, sub);
    if (error) {
      back.searchParams.set('error', error);
    } else {
      const code = this.#grants.code({
        sub,
        redirectUri: query.redirect_uri,
        codeChallenge: query.code_challenge,
        nonce: query.nonce,
        scope: query.scope ?? '',
      });
      back.searchParams.set('code', code);
    }
    res.redirect(302, back.href);
  }

  #refusal(query: Record<string, string>, sub: string): string | undefined {
    if (query.response_type !== 'code') return 'unsupported_response_type';
    if (!query.code_challenge || query.code_challenge_method !== 'S256') {
      return 'invalid_request';
    }
    return this.#active(sub) ? undefined : 'access_denied';
  }

  async #token(req: Request, res: Response) {
    if (!this.#clientIsKnown(req)) {
      res.status(401).json({ error: 'invalid_client' });
      return;
    }
    const { refresh = 'keep' } = this.#behaviour;
    const { grant_type: grantType, refresh_token: presented } = req.body;
    if (grantType === 'refresh_token' && refresh === 'server_error') {
      res.status(500).json({ error: 'server_error' });
      return;
    }
    const authorization =
      grantType === 'refresh_token'
        ? refresh !== 'invalid_grant' && this.#grants.refreshed(presented)
        : this.#redeemCode(req.body);
    if (!authorization || !this.#active(authorization.sub)) {
      res.status(400).json({ error: 'invalid_grant' });
      return;
    }
    if (grantType === 'refresh_token' && refresh === 'rotate') {
      this.#grants.endRefreshToken(presented);
    }
    const isKept = grantType === 'refresh_token' && refresh === 'keep';
    res.json(
      await this.#tokens(
        authorization,
        isKept ? presented : this.#grants.refreshToken(authorization),
      ),
    );
  }

  #redeemCode(body: Record<string, string>): Authorization | undefined {
    const authorization = this.#grants.redeem(body.code);
    const matches =
      authorization?.redirectUri === body.redirect_uri &&
      authorization?.codeChallenge === challengeOf(body.code_verifier ?? '');
    return matches ? authorization : undefined;
  }

  async #tokens(authorization: Authorization, refreshToken: string) {
    const { sub, scope } = authorization;
    const { idToken = 'id-token', clockOffset = 0 } = this.#behaviour;
    const accessToken = await this.accessToken({
      sub,
      audience: this.issuer,
      clockOffset,
    });
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      scope,
      refresh_token: refreshToken,
      ...(idToken === 'id-token' && {
        id_token: await this.#idToken(authorization),
      }),
      ...(idToken === 'access-token' && { id_token: accessToken }),
    };
  }

  async #idToken({ sub, nonce }: Authorization): Promise<string> {
    const {
      clockOffset = 0,
      idTokenClaims,
      signature = 'own',
    } = this.#behaviour;
    return this.#sign(
      {
        iss: this.issuer,
        aud: this.#clientId,
        nonce,
        ...this.#times(clockOffset),
        ...this.#claimsOf(sub),
        ...idTokenClaims,
      },
      'JWT',
      signature,
    );
  }

  #userinfo(req: Request, res: Response) {
    const token = /^Bearer (.+)$/.exec(req.header('authorization') ?? '')?.[1];
    const sub = this.#grants.subjectOf(token ?? '');
    if (!sub || !this.#active(sub)) {
      res
        .status(401)
        .set('WWW-Authenticate', 'Bearer error="invalid_token"')
        .json({ error: 'invalid_token' });
      return;
    }
    const { userinfoSub = sub } = this.#behaviour;
    res.json({ ...this.#claimsOf(sub), sub: userinfoSub });
  }

  #clientIsKnown(req: Request): boolean {
    const basic = /^Basic (.+)$/.exec(req.header('authorization') ?? '')?.[1];
    const [id, secret] = basic
      ? Buffer.from(basic, 'base64')
          .toString()
          .split(':')
          .map(decodeURIComponent)
      : [req.body.client_id, req.body.client_secret];
    return id === this.#clientId && secret === this.#clientSecret;
  }

  #active(sub: string): boolean {
    const person = this.#people.get(sub);
    return person !== undefined && !person.disabled;
  }

  #claimsOf(sub: string): Record<string, unknown> {
    const { claims, disabled, ...standard } = this.#people.get(sub) ?? { sub };
    return { ...standard, ...claims };
  }

  #times(clockOffset: number) {
    const now = Math.floor(Date.now() / 1000) + clockOffset;
    return { iat: now, exp: now + TOKEN_SECONDS };
  }

  #sign(payload: Record<string, unknown>, typ: string, signature: Signature) {
    const jku = `${this.issuer}/forged-jwks`;
    return this.#keys.sign(payload, { signature, typ, jku });
  }
}
