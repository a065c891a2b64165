import type { TenancyConfig } from '@wheelhouse/plugin-tenancy-node';
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  randomBytes,
} from 'node:crypto';

/** What is stored in place of a secret that we must be able to read again. */
export interface Encrypted {
  key_id: string;
  ciphertext: string;
}

const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/** AES-256-GCM with keys from the configuration: the first encrypts, all decrypt. */
export class Cipher {
  readonly #keys: TenancyConfig['encryptionKeys'];

  /** Without configured keys, one is made up that ends with the process. */
  constructor(keys: TenancyConfig['encryptionKeys']) {
    const secret = randomBytes(32);
    const id = `process-${hash('sha256', secret).slice(0, 8)}`;
    this.#keys = keys.length > 0 ? keys : [{ id, secret }];
  }

  /** The id of the key that encrypts now. */
  get currentKeyId(): string {
    return this.#keys[0].id;
  }

  /**
   * Hashes of a secret that is short enough to be tried out, one for each key, the current one's first: what is written is
   * the first, and what is looked for is any of them.
   */
  keyedHashes(text: string, purpose: string): string[] {
    return this.#keys.map(({ secret }) =>
      createHmac('sha256', secret)
        .update(`${purpose}\0${text}`)
        .digest('base64url'),
    );
  }

  /** The context is bound to the ciphertext: what was written for one row cannot be read as another's. */
  encrypt(text: string, context: string): Encrypted {
    const { id, secret } = this.#keys[0];
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', secret, iv);
    cipher.setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return {
      key_id: id,
      ciphertext: Buffer.concat([iv, cipher.getAuthTag(), body]).toString(
        'base64',
      ),
    };
  }

  /** Undefined where the key is no longer configured, or the text is not what was written. */
  decrypt(encrypted: Encrypted, context: string): string | undefined {
    const key = this.#keys.find(k => k.id === encrypted.key_id);
    if (!key) return undefined;
    const bytes = Buffer.from(encrypted.ciphertext, 'base64');
    try {
      const iv = bytes.subarray(0, IV_LENGTH);
      const decipher = createDecipheriv('aes-256-gcm', key.secret, iv, {
        authTagLength: TAG_LENGTH,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH));
      return (
        decipher.update(
          bytes.subarray(IV_LENGTH + TAG_LENGTH),
          undefined,
          'utf8',
        ) + decipher.final('utf8')
      );
    } catch {
      return undefined;
    }
  }
}
