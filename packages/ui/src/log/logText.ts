import stripAnsi from 'strip-ansi';

/** Longest line that is kept, in characters; what is beyond is said, not shown. */
const LONGEST = 4_000;

// Control characters, and those that turn the direction of what stands around them: a log could hide or forge with them.
const unsafe =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * A line of a log as it can be shown: without the terminal's colours and cursor movements, and with every other character
 * that one would not see, or that would change what one sees, as a visible sign.
 */
export function safeLogText(line: string): string {
  const cut = line.length > LONGEST;
  const text = stripAnsi(cut ? line.slice(0, LONGEST) : line)
    .replace(/\r?\n?$/, '')
    .replace(unsafe, visible);
  if (!cut) return text;
  return `${text} … ${line.length - LONGEST} more characters`;
}
