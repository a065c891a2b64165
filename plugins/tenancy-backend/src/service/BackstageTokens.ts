import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { hashSecret } from '@wheelhouse/plugin-tenancy-node';
import { LRUCache } from 'lru-cache';

const TIMEOUT_MS = 5_000;
/** A limited token is replaced so long before it ends, in milliseconds. */
const RENEW_EARLY_MS = 5 * 60_000;
const MAX_TOKENS = 20_000;

interface Minted {
  token: string;
  hash: string;
  groups: string;
  renewAt: number;
}

/** Backstage tokens for auths that are not a browser's session: minted by the auth plugin, kept for as long as they live. */
export class BackstageTokens {
  readonly #minted = new LRUCache<string, Minted>({ max: MAX_TOKENS });
  readonly #minting = new Map<string, Promise<Minted>>();

  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
      /** Whether a token of this hash still stands for its auth. */
      isAlive(hash: string): Promise<boolean>;
    },
  ) {}

  /** A full Backstage token and its lifetime in seconds. */
  async full(authId: string): Promise<{ token: string; expiresIn: number }> {
    const { auth, discovery } = this.options;
    const { token: serviceToken } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'auth',
    });
    const response = await fetch(
      `${await discovery.getBaseUrl('auth')}/tenancy/refresh`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${serviceToken}`,
        },
        body: JSON.stringify({ authId }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const { backstageIdentity } = await response.json();
    return {
      token: backstageIdentity.token,
      expiresIn: backstageIdentity.expiresInSeconds,
    };
  }

  /** The limited token that stands for an auth with these groups. */
  async limited(authId: string, groups: string[]): Promise<string> {
    const wanted = groups.join();
    const known = this.#minted.get(authId);
    if (
      known?.groups === wanted &&
      known.renewAt > Date.now() &&
      (await this.options.isAlive(known.hash))
    ) {
      return known.token;
    }
    let minting = this.#minting.get(authId);
    if (!minting) {
      minting = this.#mint(authId, wanted).finally(() =>
        this.#minting.delete(authId),
      );
      this.#minting.set(authId, minting);
    }
    return (await minting).token;
  }

  async #mint(authId: string, groups: string): Promise<Minted> {
    const { auth } = this.options;
    const full = await this.full(authId);
    const credentials = await auth.authenticate(full.token);
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new Error('the auth plugin gave a token that is not a user token');
    }
    const { token, expiresAt } = await auth.getLimitedUserToken(credentials);
    const minted = {
      token,
      hash: hashSecret(token.split('.')[2]),
      groups,
      renewAt: expiresAt.getTime() - RENEW_EARLY_MS,
    };
    this.#minted.set(authId, minted);
    return minted;
  }
}
