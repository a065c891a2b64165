import { escapeForDisplay } from '@wheelhouse/plugin-sshmenu-common';

/** Most text is of this kind, and needs no closer look. */
const HARMLESS = /^[\x20-\x7e]*$/;

/** Text that may be shown, whoever wrote it. */
export function harmless(text: string): string {
  return HARMLESS.test(text) ? text : escapeForDisplay(text);
}

/** Writes lines for people or other programs; nothing in them has an effect on a terminal. */
export function print(...lines: string[]): void {
  process.stdout.write(asLines(lines));
}

/** Tells people something beside the output. */
export function tell(...lines: string[]): void {
  // Node takes a millisecond to open it.
  if (lines.length > 0) process.stderr.write(asLines(lines));
}

function asLines(lines: string[]): string {
  return lines
    .flatMap(line => line.split('\n'))
    .map(line => `${harmless(line)}\n`)
    .join('');
}
