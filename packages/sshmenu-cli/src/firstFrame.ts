import { fstatSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathsFrom } from './store/paths';
import { newScreen } from './screen';
import type { Frame } from './terminal/Screen';
import { ENTER, LEAVE } from './terminal/sequences';

/** How the menu looked, and on how large a screen. */
export interface FirstFrame {
  size: { rows: number; columns: number };
  frame: Frame;
}

/** Where it is kept: what is in it must go when the entries go. */
export function firstFrameFile(folder: string): string {
  return join(folder, 'first-frame.json');
}

/**
 * Shows the menu as it was left, at once: whoever waits for it sees it while entries are still being read. The true one
 * follows some milliseconds later, before any key is taken. Depends on next to nothing, as all that it loads is waited for.
 */
export function showFirstFrame(): void {
  try {
    if (!isTerminal(0) || !isTerminal(1)) return;
    const file = firstFrameFile(pathsFrom(process.env).data);
    const { frame, size }: FirstFrame = JSON.parse(readFileSync(file, 'utf8'));
    // The file may say anything: like everything else, it is shown through the screen that lets no raw byte pass.
    const text = newScreen().paint(frame, size);
    process.once('exit', giveBack);
    process.once('SIGINT', interrupted);
    writeSync(1, `${ENTER}${text}`);
  } catch {
    // There is none: the menu comes when it has been read.
  }
}

/** Leaves the screen to the menu itself. */
export function takeOver(): void {
  process.off('exit', giveBack);
  process.off('SIGINT', interrupted);
}

function giveBack(): void {
  writeSync(1, LEAVE);
}

function interrupted(): void {
  process.exit(130);
}

/** As `isatty` does, but without loading what Node needs to use a terminal; a sink for everything is none. */
function isTerminal(descriptor: number): boolean {
  const stats = fstatSync(descriptor);
  return stats.isCharacterDevice() && stats.rdev !== statSync('/dev/null').rdev;
}
