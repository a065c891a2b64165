import type { ClientCertificate } from '../dispatchers';

/** What a request is made with. */
export interface RequestCredential {
  /** The header of that name. */
  authorization?: string;
  certificate?: ClientCertificate;
}

/** Has the credential for requests to one cluster. */
export interface Authenticator {
  /** @throws ClusterError where there is none to be had. */
  credential(): Promise<RequestCredential>;
  /**
   * The API server did not accept what was last given.
   *
   * @returns whether there may be another one now
   */
  rejected(): boolean;
  /** What must stand in no message. */
  secrets(): readonly string[];
}

/** The header for a token; undefined where it holds what no header can. */
export function bearer(token: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(token) ? `Bearer ${token}` : undefined;
}

/** A credential that stays what it is. */
export class FixedAuthenticator implements Authenticator {
  constructor(
    private readonly fixed: RequestCredential,
    private readonly hidden: readonly string[] = [],
  ) {}

  async credential(): Promise<RequestCredential> {
    return this.fixed;
  }

  rejected(): boolean {
    return false;
  }

  secrets(): readonly string[] {
    return this.hidden;
  }
}
