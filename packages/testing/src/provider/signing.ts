import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  randomBytes,
} from 'node:crypto';
import { CompactSign, JWK } from 'jose';
import { Signature } from './behaviour';

interface Key {
  kid: string;
  privateKey: KeyObject;
  publicJwk: JWK;
}

/** The provider's keys, and every wrong way of signing with them. */
export class SigningKeys {
  #own = newKey();
  readonly #foreign = newKey();

  /** What the JWKS endpoint answers. */
  get jwks(): { keys: JWK[] } {
    return { keys: [this.#own.publicJwk] };
  }

  /** What a forger's own JWKS would be. */
  get foreignJwks(): { keys: JWK[] } {
    return { keys: [this.#foreign.publicJwk] };
  }

  /** The old key is gone from the JWKS at once. */
  rotate(): void {
    this.#own = newKey();
  }

  /** A compact JWT; `jku` is where a forger's JWKS is. */
  async sign(
    payload: Record<string, unknown>,
    options: { signature: Signature; typ: string; jku: string },
  ): Promise<string> {
    const { signature, typ, jku } = options;
    const own = { alg: 'RS256', typ, kid: this.#own.kid };
    const foreign = { alg: 'RS256', typ, kid: this.#foreign.kid };
    switch (signature) {
      case 'own':
        return compact(payload, own, this.#own.privateKey);
      case 'none':
        return `${encode({ alg: 'none', typ })}.${encode(payload)}.`;
      case 'public-key-as-secret':
        return compact(
          payload,
          { ...own, alg: 'HS256' },
          createPublicKey(this.#own.privateKey).export({
            type: 'spki',
            format: 'pem',
          }) as string,
        );
      case 'foreign-key':
        return compact(payload, own, this.#foreign.privateKey);
      case 'unknown-kid':
        return compact(
          payload,
          { ...own, kid: randomBytes(8).toString('hex') },
          this.#foreign.privateKey,
        );
      case 'jku':
        return compact(payload, { ...foreign, jku }, this.#foreign.privateKey);
      case 'jwk':
        return compact(
          payload,
          { ...foreign, jwk: this.#foreign.publicJwk },
          this.#foreign.privateKey,
        );
      default:
        throw new Error(`No such way to sign: ${signature}`);
    }
  }
}

function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
  });
  const kid = randomBytes(8).toString('hex');
  const jwk = publicKey.export({ format: 'jwk' }) as JWK;
  return {
    kid,
    privateKey,
    publicJwk: { ...jwk, kid, alg: 'RS256', use: 'sig' },
  };
}

async function compact(
  payload: Record<string, unknown>,
  header: { alg: string; [name: string]: unknown },
  key: KeyObject | string,
): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader(header)
    .sign(typeof key === 'string' ? Buffer.from(key) : key);
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The S256 challenge of a PKCE verifier. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
