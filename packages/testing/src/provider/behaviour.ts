/** The addresses of the provider that can answer wrongly. */
export type Endpoint = 'metadata' | 'authorize' | 'jwks' | 'token' | 'userinfo';

/**
 * How an endpoint answers instead of what it should: `silent` accepts the request and never answers, `down` cuts the
 * connection, `endless` sends 100 MB of JSON that never closes, a number is an HTTP status with an empty object.
 */
export type BadAnswer =
  | 'silent'
  | 'down'
  | 'endless'
  | { redirect: string }
  | number;

/**
 * Who signs a token, and how.
 * `own`: the provider's key. `none`: `alg: none` without a signature. `public-key-as-secret`: HS256 with the public
 * key's PEM as the secret. `foreign-key`: another key under the provider's `kid`. `unknown-kid`: another key under a
 * `kid` that nobody knows, a new one each time. `jku`, `jwk`: another key that the header itself points to or carries.
 */
export type Signature =
  | 'own'
  | 'none'
  | 'public-key-as-secret'
  | 'foreign-key'
  | 'unknown-kid'
  | 'jku'
  | 'jwk';

/** What is wrong with the provider; what is left out is right. */
export interface Behaviour {
  /** Replaces members of the discovery document; undefined removes one. */
  metadata?: Record<string, unknown>;
  /** Bad answers by endpoint. */
  answers?: Partial<Record<Endpoint, BadAnswer>>;
  /** Replaces claims of the ID token, after all else; undefined removes one. */
  idTokenClaims?: Record<string, unknown>;
  /** What the token endpoint gives as the ID token. */
  idToken?: 'id-token' | 'access-token' | 'absent';
  /** How ID tokens are signed. */
  signature?: Signature;
  /** Seconds by which the provider's clock is ahead (negative: behind). */
  clockOffset?: number;
  /** The `iss` parameter of the authorization response (RFC 9207). */
  responseIss?: 'right' | 'absent' | { wrong: string };
  /** `keep` gives the same refresh token again, `rotate` a new one and the old one dies. */
  refresh?: 'keep' | 'rotate' | 'invalid_grant' | 'server_error';
  /** Whether userinfo tells about somebody else. */
  userinfoSub?: string;
}

/** Somebody who has an account at the provider. */
export interface Person {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  preferred_username?: string;
  /** Usually a list of names; anything, to see what becomes of it. */
  groups?: unknown;
  /** Further claims, such as `realm_access`. */
  claims?: Record<string, unknown>;
  /** Cannot sign in, refresh or be read from userinfo. */
  disabled?: boolean;
}

/** What the provider was sent. */
export interface RecordedRequest {
  endpoint: Endpoint;
  method: string;
  query: Record<string, string>;
  body: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
  /** Bytes of an endless answer that the other side took before it hung up. */
  sentBytes: number;
}
