import {
  createLocalJWKSet,
  errors,
  FlattenedJWSInput,
  JSONWebKeySet,
  JWSHeaderParameters,
} from 'jose';

/** How long the keys of a provider are kept, in milliseconds. */
const KEEP_MS = 10 * 60_000;
/** How long an unknown key id is not asked for again, in milliseconds. */
const COOL_DOWN_MS = 30_000;
/** How long keys that could not be read are not asked for again, in milliseconds. */
const RETRY_MS = 2_000;

/**
 * The public keys of one provider. A key id that is not among them makes one new fetch at once, because providers rotate
 * their keys; then none for a while, because anyone can make up key ids.
 */
export class SigningKeys {
  #getKeys?: ReturnType<typeof createLocalJWKSet>;
  #fetchedAt = 0;
  #missedAt = -Infinity;
  #fetching?: Promise<void>;
  #failed?: { error: unknown; at: number };

  constructor(private readonly fetchKeys: () => Promise<JSONWebKeySet>) {}

  /** For `jwtVerify`. */
  readonly getKey = async (
    header: JWSHeaderParameters,
    token: FlattenedJWSInput,
  ) => {
    if (!this.#getKeys || Date.now() - this.#fetchedAt > KEEP_MS) {
      await this.#fetch();
    }
    const getKey = this.#getKeys!;
    try {
      return await getKey(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Another request may have fetched them meanwhile.
      if (this.#getKeys === getKey) {
        if (Date.now() - this.#missedAt < COOL_DOWN_MS) throw error;
        await this.#fetch();
        this.#missedAt = Date.now();
      }
      return await this.#getKeys!(header, token);
    }
  };

  async #fetch() {
    if (this.#failed && Date.now() - this.#failed.at < RETRY_MS) {
      throw this.#failed.error;
    }
    this.#fetching ??= (async () => {
      try {
        this.#getKeys = createLocalJWKSet(await this.fetchKeys());
        this.#fetchedAt = Date.now();
        this.#failed = undefined;
      } catch (error) {
        this.#failed = { error, at: Date.now() };
        throw error;
      } finally {
        this.#fetching = undefined;
      }
    })();
    await this.#fetching;
  }
}
