import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * An API key: `whk_`, 36 random characters (214 bits), and a checksum of 6, all in base 62. The prefix and the checksum
 * let secret scanners find one without asking, and let us refuse a mistyped one without looking it up.
 */
const PREFIX = 'whk_';
const RANDOM_LENGTH = 36;
const CHECKSUM_LENGTH = 6;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PATTERN = /^whk_[0-9A-Za-z]{42}$/;
/** How much of a key is kept in clear, so that its owner can recognise it. */
const VISIBLE_LENGTH = PREFIX.length + 6;

/** Makes a new key. */
export function generateApiKey(): string {
  const body = PREFIX + randomText(RANDOM_LENGTH);
  return body + checksum(body);
}

/** Whether a bearer is meant to be one of our keys. */
export function looksLikeApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Whether a key is one that we can have made. */
export function isWellFormedApiKey(token: string): boolean {
  if (!PATTERN.test(token)) return false;
  const end = token.length - CHECKSUM_LENGTH;
  return checksum(token.slice(0, end)) === token.slice(end);
}

/** The part of a key that may be shown. */
export function visiblePrefix(key: string): string {
  return key.slice(0, VISIBLE_LENGTH);
}

/** Makes a secret that is not an API key: of sessions, codes and cookies. 256 bits. */
export function generateSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored and compared in place of a secret. Our secrets are random, so that a plain hash keeps them. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 = 4 × 62: bytes above would make the first digits likelier.
      if (byte < 248 && text.length < length) text += DIGITS[byte % 62];
    }
  }
  return text;
}

function checksum(text: string): string {
  let value = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i += 1) {
    digits = DIGITS[value % 62] + digits;
    value = Math.floor(value / 62);
  }
  return digits;
}
