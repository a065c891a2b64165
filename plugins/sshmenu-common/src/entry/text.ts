/**
 * Text that others wrote. Nothing of it reaches a terminal or a page as it stands: characters that do something rather
 * than show something are refused where text comes in, and shown as `\u{…}` where it must be shown all the same.
 */

/** What is never a hazard, and nearly everything; Node takes milliseconds to prepare patterns of Unicode's properties. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Controls (ESC, C1 and line ends among them), invisible and direction-changing characters, halves of pairs, private use,
 * and the separators of lines and paragraphs.
 */
const HAZARD = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** More marks on one letter than any script writes, so that it runs over the lines around it. */
const PILE = /\p{M}{5,}/u;

/** The first character that must not be shown as it is, in words; undefined: there is none. */
export function hazardIn(text: string): string | undefined {
  if (PLAIN.test(text)) return undefined;
  const found = HAZARD.exec(text);
  if (found) return `the character ${codeOf(found[0])}`;
  return PILE.test(text) ? 'more than 4 marks on one letter' : undefined;
}

/**
 * Text as it may be shown, in one line and without effect. What would do something stands as its code; what is longer
 * than `max` characters is cut with `…`.
 */
export function escapeForDisplay(text: string, max = Infinity): string {
  // No more is looked at than can be shown, however long it is.
  const long = text.length > max;
  const part = long ? text.slice(0, Math.max(0, max - 1)) : text;
  const shown = PLAIN.test(part) ? part : escapeHazards(part);
  return long ? `${shown}…` : shown;
}

function escapeHazards(text: string): string {
  return text
    .replace(new RegExp(HAZARD, 'gu'), codeOf)
    .replace(new RegExp(PILE, 'gu'), marks =>
      Array.from(marks, codeOf).join(''),
    );
}

function codeOf(character: string): string {
  const code = character.codePointAt(0)!.toString(16).padStart(4, '0');
  return `\\u{${code}}`;
}
