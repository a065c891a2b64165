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

/**
 * The public keys of one provider. A key id that is not among them makes one new fetch at once, because providers rotate
 * their keys; then none for a while, because anyone can make up key ids.
 */
export class SigningKeys {
  #getKeys?: ReturnType<typeof createLocalJWKSet>;
  #fetchedAt = 0;
  #missedAt = -Infinity;
  #fetching?: Promise<void>;

  constructor(private readonly fetchKeys: () => Promise<JSONWebKeySet>) {}

  /** For `jwtVerify`. */
  readonly getKey = async (
    header: JWSHeaderParameters,
    token: FlattenedJWSInput,
  ) => {
    if (!this.#getKeys || Date.now() - this.#fetchedAt > KEEP_MS) {
      await this.#fetch();
    }
    try {
      return await this.#getKeys!(header, token);
    } catch (error) {
      const missing = error instanceof errors.JWKSNoMatchingKey;
      if (!missing || Date.now() - this.#missedAt < COOL_DOWN_MS) throw error;
      this.#missedAt = Date.now();
      await this.#fetch();
      return await this.#getKeys!(header, token);
    }
  };

  async #fetch() {
    this.#fetching ??= (async () => {
      try {
        this.#getKeys = createLocalJWKSet(await this.fetchKeys());
        this.#fetchedAt = Date.now();
      } finally {
        this.#fetching = undefined;
      }
    })();
    await this.#fetching;
  }
}
