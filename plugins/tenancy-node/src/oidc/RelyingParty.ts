import {
  decodeProtectedHeader,
  errors as joseErrors,
  JWTPayload,
  jwtVerify,
} from 'jose';
import * as oidc from 'openid-client';
import { TenantConfig } from '../config';
import { Account, readAccount, readGroups } from './claims';
import { createProviderFetch, PROVIDER_TIMEOUT_MS } from './providerFetch';
import { SigningKeys } from './SigningKeys';

/** How far the clocks may be apart, in seconds: a minute, and what a request takes. */
const CLOCK_TOLERANCE_SECONDS = 75;
/** How long metadata is kept, in milliseconds. */
const METADATA_KEEP_MS = 60 * 60_000;
/** How long a provider that did not answer is not asked again, in milliseconds. */
const METADATA_RETRY_MS = 2_000;
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** The provider cannot be used now: down, slow, or its metadata is wrong. */
export class ProviderUnavailableError extends Error {}
/** The provider answered, and what it said is refused. */
export class ProviderRefusedError extends Error {}
/** The provider no longer honours a refresh token: the account is disabled, or the grant has ended. */
export class GrantEndedError extends Error {}

/** What has to be kept between sending somebody to the provider and their coming back. */
export interface AuthorizationAttempt {
  state: string;
  nonce: string;
  codeVerifier: string;
  redirectUri: string;
}

/** What a provider gave for a code or a refresh token. */
export interface ProviderGrant {
  account: Account;
  /** Absent where the provider gives none. */
  refreshToken?: string;
}

/**
 * This portal as a client of one tenant's provider. Discovery happens when it is first needed, so that a provider that is
 * down stops nobody but its own people.
 */
export class RelyingParty {
  readonly #fetch: ReturnType<typeof createProviderFetch>;
  readonly #keys: SigningKeys;
  #metadata?: { config: oidc.Configuration; at: number };
  #discovering?: Promise<oidc.Configuration>;
  #failed?: { error: Error; at: number };

  constructor(
    readonly tenant: TenantConfig,
    /** The portal's `/api/tenancy/callback`. */
    private readonly callbackUrl: string,
  ) {
    this.#fetch = createProviderFetch(tenant.issuer);
    this.#keys = new SigningKeys(() => this.#fetchKeys());
  }

  /**
   * Begins a sign-in.
   *
   * The redirect URI tells the issuers apart where the provider does not do so itself with `iss` (RFC 9207): a hostile
   * provider that sends people to an honest one's sign-in does not get the honest one's code (RFC 9700 §4.4).
   */
  async begin(): Promise<{ url: URL; attempt: AuthorizationAttempt }> {
    const config = await this.#discover();
    const { authorization_response_iss_parameter_supported: namesItself } =
      config.serverMetadata();
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
      redirectUri: namesItself
        ? this.callbackUrl
        : `${this.callbackUrl}/${this.tenant.id}`,
    };
    const parameters: Record<string, string> = {
      redirect_uri: attempt.redirectUri,
      scope: this.tenant.scopes.join(' '),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(
        attempt.codeVerifier,
      ),
      code_challenge_method: 'S256',
    };
    return { url: oidc.buildAuthorizationUrl(config, parameters), attempt };
  }

  /**
   * Ends a sign-in.
   *
   * @param query - of the address that the provider sent the person back to.
   * @param arrivedAt - that address without its query, which must be the redirect URI of the attempt.
   */
  async complete(
    attempt: AuthorizationAttempt,
    arrivedAt: string,
    query: URLSearchParams,
  ): Promise<ProviderGrant> {
    if (arrivedAt !== attempt.redirectUri) {
      throw new ProviderRefusedError('the answer came to another address');
    }
    const config = await this.#discover();
    const url = new URL(attempt.redirectUri);
    url.search = query.toString();
    const tokens = await this.#ask(() =>
      oidc.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: attempt.codeVerifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      }),
    );
    await this.#verify(tokens.id_token!, [this.tenant.clientId]);
    return this.#grant(config, tokens, tokens.claims()!);
  }

  /**
   * Asks the provider again who the account is and which groups it has.
   *
   * @throws GrantEndedError where the provider no longer honours the refresh token.
   */
  async refresh(refreshToken: string, subject: string): Promise<ProviderGrant> {
    const config = await this.#discover();
    const tokens = await this.#ask(() =>
      oidc.refreshTokenGrant(config, refreshToken),
    );
    if (tokens.id_token) {
      await this.#verify(tokens.id_token, [this.tenant.clientId]);
    }
    const claims = tokens.claims() ?? {
      iss: this.tenant.issuer,
      sub: subject,
    };
    if (claims.sub !== subject) {
      throw new ProviderRefusedError('the subject changed');
    }
    const grant = await this.#grant(config, tokens, claims);
    return { ...grant, refreshToken: grant.refreshToken ?? refreshToken };
  }

  /**
   * Verifies an access token that the provider gave to another client, where the tenant accepts them.
   *
   * @returns who it is, and which client acts; groups are those of the token or, where it has none, of userinfo.
   */
  async verifyAccessToken(token: string): Promise<{
    account: Account;
    clientId: string;
    issuedAt: Date;
    expires: Date;
  }> {
    const audiences = this.tenant.acceptTokens?.audiences ?? [];
    const claims = await this.#verify(token, audiences);
    if (!isAccessToken(token, claims)) {
      throw new ProviderRefusedError('it is not an access token');
    }
    if (!claims.iat || !claims.exp || !claims.sub) {
      throw new ProviderRefusedError('the token has no subject, begin or end');
    }
    const known = { ...claims, iss: this.tenant.issuer, sub: claims.sub };
    const complete =
      this.tenant.accountClaim in claims &&
      readGroups(this.tenant.groupsClaim, claims) !== undefined;
    const details = complete
      ? known
      : await this.#userInfo(await this.#discover(), token, known);
    return {
      account: readAccount(this.tenant, details),
      clientId: String(claims.azp ?? claims.client_id ?? 'client'),
      issuedAt: new Date(claims.iat * 1000),
      expires: new Date(claims.exp * 1000),
    };
  }

  async #grant(
    config: oidc.Configuration,
    tokens: { access_token: string; refresh_token?: string },
    claims: Record<string, unknown> & { iss: string; sub: string },
  ): Promise<ProviderGrant> {
    const complete =
      this.tenant.accountClaim in claims &&
      readGroups(this.tenant.groupsClaim, claims) !== undefined;
    const details = complete
      ? claims
      : await this.#userInfo(config, tokens.access_token, claims);
    return {
      account: readAccount(this.tenant, details),
      refreshToken: tokens.refresh_token,
    };
  }

  async #userInfo<T extends { iss: string; sub: string }>(
    config: oidc.Configuration,
    accessToken: string,
    claims: T,
  ): Promise<T> {
    if (!config.serverMetadata().userinfo_endpoint) return claims;
    const info = await this.#ask(() =>
      oidc.fetchUserInfo(config, accessToken, claims.sub),
    );
    return { ...info, ...claims };
  }

  /** Signature, issuer, audience and times of a token of this provider. */
  async #verify(token: string, audience: string[]): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.#keys.getKey, {
        issuer: this.tenant.issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      if (payload.iat! > Date.now() / 1000 + CLOCK_TOLERANCE_SECONDS) {
        throw new ProviderRefusedError('the token is from the future');
      }
      return payload;
    } catch (error) {
      if (error instanceof joseErrors.JOSEError) {
        throw new ProviderRefusedError(error.message);
      }
      throw error;
    }
  }

  async #fetchKeys() {
    const config = await this.#discover();
    const uri = config.serverMetadata().jwks_uri;
    if (!uri) throw new ProviderUnavailableError('the provider has no keys');
    try {
      const response = await this.#fetch(uri, {
        headers: { accept: 'application/json' },
      });
      if (response.status !== 200) throw new Error(`${response.status}`);
      return await response.json();
    } catch (error) {
      throw new ProviderUnavailableError(
        `its keys could not be read: ${(error as Error).message}`,
      );
    }
  }

  async #discover(): Promise<oidc.Configuration> {
    if (this.#metadata && Date.now() - this.#metadata.at < METADATA_KEEP_MS) {
      return this.#metadata.config;
    }
    if (this.#failed && Date.now() - this.#failed.at < METADATA_RETRY_MS) {
      throw this.#failed.error;
    }
    this.#discovering ??= this.#readMetadata().finally(() => {
      this.#discovering = undefined;
    });
    return this.#discovering;
  }

  async #readMetadata(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.tenant;
    try {
      const config = await oidc.discovery(
        new URL(issuer),
        clientId,
        { [oidc.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
        clientSecret ? oidc.ClientSecretBasic(clientSecret) : oidc.None(),
        {
          timeout: PROVIDER_TIMEOUT_MS / 1000,
          [oidc.customFetch]: this.#fetch,
          // The configuration admits http on the loopback only.
          execute: issuer.startsWith('http:')
            ? [oidc.allowInsecureRequests]
            : [],
        },
      );
      if (config.serverMetadata().issuer !== issuer) {
        throw new Error('its metadata names another issuer');
      }
      this.#metadata = { config, at: Date.now() };
      this.#failed = undefined;
      return config;
    } catch (cause) {
      const error = new ProviderUnavailableError(
        `${this.tenant.title}'s sign-in cannot be used now: ${messageOf(
          cause,
        )}`,
      );
      this.#failed = { error, at: Date.now() };
      throw error;
    }
  }

  /** Sorts what can go wrong with a request into what callers tell apart. */
  async #ask<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof oidc.ResponseBodyError && error.status < 500) {
        if (error.error === 'invalid_grant') {
          throw new GrantEndedError(messageOf(error));
        }
        throw new ProviderRefusedError(messageOf(error));
      }
      if (error instanceof oidc.AuthorizationResponseError) {
        throw new ProviderRefusedError(messageOf(error));
      }
      const code = (error as { code?: string }).code ?? '';
      if (
        /^OAUTH_(JWT|JSON_ATTRIBUTE|INVALID_RESPONSE|KEY_SELECTION|UNSUPPORTED)/.test(
          code,
        )
      ) {
        throw new ProviderRefusedError(messageOf(error));
      }
      throw new ProviderUnavailableError(messageOf(error));
    }
  }
}

/**
 * An ID token is for its client's eyes, and says nothing of what may be done, but its audience is the same where clients
 * are audiences: a token must say that it is an access token (RFC 9068), or which scopes it has, as ID tokens do not.
 */
function isAccessToken(token: string, claims: JWTPayload): boolean {
  if ('nonce' in claims || 'at_hash' in claims || claims.typ === 'ID') {
    return false;
  }
  const { typ } = decodeProtectedHeader(token);
  return (
    /^(application\/)?at\+jwt$/i.test(typ ?? '') ||
    claims.typ === 'Bearer' ||
    'scope' in claims ||
    'scp' in claims
  );
}

function messageOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: unknown };
  return cause instanceof Error && cause.message !== message
    ? `${message}: ${cause.message}`
    : message;
}
