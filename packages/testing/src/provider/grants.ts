import { randomBytes } from 'node:crypto';

/** What an authorization request asked for, as far as the token request must match it. */
export interface Authorization {
  sub: string;
  redirectUri: string;
  codeChallenge: string;
  nonce?: string;
  scope: string;
}

/** The codes and tokens that the provider has given. */
export class Grants {
  readonly #codes = new Map<string, Authorization>();
  readonly #refreshTokens = new Map<string, Authorization>();
  readonly #accessTokens = new Map<string, string>();

  code(authorization: Authorization): string {
    const code = randomBytes(16).toString('hex');
    this.#codes.set(code, authorization);
    return code;
  }

  /** A code works once. */
  redeem(code: string): Authorization | undefined {
    const authorization = this.#codes.get(code);
    this.#codes.delete(code);
    return authorization;
  }

  refreshToken(authorization: Authorization): string {
    const token = randomBytes(16).toString('hex');
    this.#refreshTokens.set(token, authorization);
    return token;
  }

  refreshed(token: string): Authorization | undefined {
    return this.#refreshTokens.get(token);
  }

  endRefreshToken(token: string): void {
    this.#refreshTokens.delete(token);
  }

  rememberAccessToken(token: string, sub: string): void {
    this.#accessTokens.set(token, sub);
  }

  subjectOf(accessToken: string): string | undefined {
    return this.#accessTokens.get(accessToken);
  }
}
