import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** What a name ends with that a killed process may have left behind. */
export const TEMPORARY = '.tmp';

let written = 0;

/** Whether an error of the file system says this. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException)?.code ?? '');
}

/** The text of a file; undefined where there is none. */
export function readIfThere(
  file: string,
  mostBytes: number,
): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size > mostBytes) {
      throw new RangeError(`${file} has ${size} bytes, more than ${mostBytes}`);
    }
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Puts a file in its place at once: whoever reads sees the old one or the new one, also after a kill at any point. With
 * `durable` also after the power is cut.
 */
export function writeWhole(
  file: string,
  text: string,
  { durable }: { durable: boolean },
): void {
  written += 1;
  const temporary = `${file}.${process.pid}-${written}${TEMPORARY}`;
  const descriptor = openInFolder(temporary);
  try {
    try {
      writeFileSync(descriptor, text);
      if (durable) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
  if (durable) syncFolder(dirname(file));
}

/** Removes a file; where there is none, that is what was wanted. */
export function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/** Nobody else may read where one connects to. */
function openInFolder(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return openSync(file, 'wx', 0o600);
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
