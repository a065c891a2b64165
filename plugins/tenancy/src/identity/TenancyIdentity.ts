import type {
  BackstageUserIdentity,
  DiscoveryApi,
  IdentityApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';

/** How long before its end a Backstage token is replaced, in milliseconds. */
const RENEW_BEFORE_END = 60_000;

/** The answer of the auth provider `tenancy`. */
interface RefreshResponse {
  profile: ProfileInfo;
  backstageIdentity: {
    token: string;
    expiresInSeconds: number;
    identity: BackstageUserIdentity;
  };
}

interface Grant {
  profile: ProfileInfo;
  identity: BackstageUserIdentity;
  token: string;
  /** Milliseconds since 1970 from which the token is replaced before use. */
  renewAt: number;
}

/** The person has no session any more, or never had one. */
export class SignedOutError extends Error {
  name = 'SignedOutError';
}

/**
 * Who is signed in, by the session cookie that only the server can read. The Backstage tokens that it gives for it are
 * kept in memory alone.
 */
export class TenancyIdentity implements IdentityApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #onEnded: () => void;
  #grant: Grant | undefined;
  #inFlight: Promise<Grant> | undefined;
  #signingOut = false;

  /** `onEnded` is called when a session that was there has ended, but not after `signOut`. */
  constructor(options: { discoveryApi: DiscoveryApi; onEnded: () => void }) {
    this.#discoveryApi = options.discoveryApi;
    this.#onEnded = options.onEnded;
  }

  /** Looks whether there is a session. Throws a SignedOutError where there is none. */
  async start(): Promise<void> {
    await this.#current();
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    return (await this.#current()).profile;
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return (await this.#current()).identity;
  }

  async getCredentials(): Promise<{ token?: string }> {
    return { token: (await this.#current()).token };
  }

  /** The token that requests are sent with now; undefined before there is a session. */
  get token(): string | undefined {
    return this.#grant?.token;
  }

  /**
   * Replaces a token that the server refused. Where it has been replaced already, nothing is asked. Throws a
   * SignedOutError where the session is over.
   */
  async renew(refused: string): Promise<void> {
    if (this.#grant && this.#grant.token !== refused) return;
    await this.#refresh();
  }

  /** Ends the session at the server. Throws where the server could not be told, for then it goes on. */
  async signOut(): Promise<void> {
    this.#signingOut = true;
    try {
      const response = await this.#post('logout');
      // 401: it had ended already, which is what is wanted.
      if (!response.ok && response.status !== 401) {
        throw await ResponseError.fromResponse(response);
      }
      this.#grant = undefined;
    } catch (error) {
      this.#signingOut = false;
      throw error;
    }
  }

  async #current(): Promise<Grant> {
    const grant = this.#grant;
    if (grant && Date.now() < grant.renewAt) return grant;
    return this.#refresh();
  }

  #refresh(): Promise<Grant> {
    this.#inFlight ??= this.#fetchGrant().finally(() => {
      this.#inFlight = undefined;
    });
    return this.#inFlight;
  }

  async #fetchGrant(): Promise<Grant> {
    const asked = Date.now();
    const response = await this.#request('refresh');
    if (response.status === 401) {
      const hadSession = this.#grant !== undefined;
      this.#grant = undefined;
      if (hadSession && !this.#signingOut) this.#onEnded();
      throw new SignedOutError('Not signed in. Sign in to go on.');
    }
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const { profile, backstageIdentity }: RefreshResponse =
      await response.json();
    const lifetime = backstageIdentity.expiresInSeconds * 1000;
    this.#grant = {
      profile,
      identity: backstageIdentity.identity,
      token: backstageIdentity.token,
      // A short-lived token is still used for half of its life, so that it is not replaced at each request.
      renewAt: asked + Math.max(lifetime - RENEW_BEFORE_END, lifetime / 2),
    };
    return this.#grant;
  }

  #post(action: string) {
    return this.#request(action, 'POST');
  }

  async #request(action: string, method = 'GET'): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('auth');
    return fetch(`${baseUrl}/tenancy/${action}`, {
      method,
      credentials: 'include',
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
  }
}
