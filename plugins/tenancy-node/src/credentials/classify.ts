import { decodeJwt, decodeProtectedHeader } from 'jose';
import { hashSecret, isWellFormedApiKey, looksLikeApiKey } from './apiKey';

/** How a credential is looked up: by the hash of what was presented, or for a provider's token by the token itself. */
export type Lookup =
  | { by: 'api_key'; hash: string }
  | { by: 'session'; hash: string }
  /** A token of Backstage, full or limited, by its user identity proof. */
  | { by: 'backstage'; hash: string }
  | { by: 'provider'; token: string; issuer: string }
  | { by: 'id'; id: string };

/** What a bearer is; `malformed` is one of ours that cannot be right, `foreign` is nobody's that we know. */
export type Classified = Lookup | 'malformed' | 'foreign';

const USER_TOKEN = 'vnd.backstage.user';
const LIMITED_USER_TOKEN = 'vnd.backstage.limited-user';

/**
 * Tells what a bearer is, without verifying anything.
 *
 * A full Backstage token names its proof in a claim, and its limited form has it as its signature. The proof is the exact
 * string that was minted: an ECDSA signature can be written in several ways that all verify, and the others are unknown.
 */
export function classifyToken(
  token: string,
  acceptedIssuers: ReadonlySet<string>,
): Classified {
  if (looksLikeApiKey(token)) {
    return isWellFormedApiKey(token)
      ? { by: 'api_key', hash: hashSecret(token) }
      : 'malformed';
  }
  try {
    const { typ } = decodeProtectedHeader(token);
    if (typ === LIMITED_USER_TOKEN) {
      return { by: 'backstage', hash: hashSecret(token.split('.')[2]) };
    }
    const { uip, iss } = decodeJwt<{ uip?: unknown }>(token);
    if (typ === USER_TOKEN) {
      return typeof uip === 'string'
        ? { by: 'backstage', hash: hashSecret(uip) }
        : 'malformed';
    }
    return iss !== undefined && acceptedIssuers.has(iss)
      ? { by: 'provider', token, issuer: iss }
      : 'foreign';
  } catch {
    return 'foreign';
  }
}
