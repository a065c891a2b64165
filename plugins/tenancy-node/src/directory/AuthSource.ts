import type { Lookup } from '../credentials';
import { AuthState } from './AuthState';

/** A Backstage token, as far as it is kept. */
export interface MintedToken {
  authId: string;
  /** Of the user identity proof. */
  hash: string;
  /** The groups that it was minted with. */
  groups: string[];
  /** ISO 8601. */
  expires: string;
}

/** Where auths are kept: the tenancy plugin, in this process or in another. */
export interface AuthSource {
  /** Undefined: unknown, ended, or its owner may not act. */
  resolve(lookup: Lookup): Promise<AuthState | undefined>;
  /**
   * As {@link resolve}, for many at once and without what stands for a key inside of Backstage. Whoever asks so looks whether
   * they are still alive: an auth that is asked for by its id is not used by it, and a provider's token must have been
   * resolved before.
   */
  resolveMany(
    lookups: readonly Lookup[],
  ): Promise<Array<AuthState | undefined>>;
  /**
   * Ties a Backstage token to the auth that it was minted for; without it, the token is refused everywhere.
   *
   * @throws ConflictError where the auth ended, or its groups changed, since the token was made ready.
   */
  rememberBackstageToken(token: MintedToken): Promise<void>;
  /** Ends the session with this hash, where it is alive. */
  endSession(hash: string): Promise<void>;
  /** The value of a setting, or its declared default. */
  readSetting(name: string): Promise<unknown>;
}
