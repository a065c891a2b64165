import { escapeForDisplay } from '@wheelhouse/plugin-sshmenu-common';
import { EXIT } from './exitCodes';

/** Writes lines for people or other programs; nothing in them has an effect on a terminal. */
export function print(...lines: string[]): void {
  if (process.stdout.listenerCount('error') === 0) {
    process.stdout.on('error', endWithReader);
  }
  process.stdout.write(asLines(lines));
}

/** Whoever reads the output may have seen enough, as `head` does. */
function endWithReader(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  tell(`s: The output cannot be written: ${error.message}`);
  process.exit(EXIT.failed);
}

/** Tells people something beside the output. */
export function tell(...lines: string[]): void {
  // Node takes a millisecond to open it.
  if (lines.length > 0) process.stderr.write(asLines(lines));
}

function asLines(lines: string[]): string {
  return lines
    .flatMap(line => line.split('\n'))
    .map(line => `${escapeForDisplay(line)}\n`)
    .join('');
}
