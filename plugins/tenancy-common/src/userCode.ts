/**
 * The code that people type to confirm a device: 8 letters without vowels, which form no words and are not mistaken for
 * digits (RFC 8628 §6.1). 34.5 bits.
 */
export const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
export const USER_CODE_LENGTH = 8;

const PATTERN = new RegExp(`^[${USER_CODE_LETTERS}]{${USER_CODE_LENGTH}}$`);

/** The letters of a code, however it was typed; undefined where it cannot be one. */
export function parseUserCode(text: string): string | undefined {
  const letters = text.replace(/[\s-]/g, '').toUpperCase();
  return PATTERN.test(letters) ? letters : undefined;
}

/** A code as people read it: `WDJB-MJHT`. */
export function formatUserCode(letters: string): string {
  const half = USER_CODE_LENGTH / 2;
  return `${letters.slice(0, half)}-${letters.slice(half)}`;
}
