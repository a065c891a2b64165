import { linkSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hasCode, removeIfThere } from './files';

let taken = 0;

/**
 * Does something while no other terminal does. What a killed process has left locked is taken over.
 * @returns undefined where another one has the lock right now
 */
export function whileLocked<T>(
  file: string,
  work: (stillOurs: () => boolean) => T,
): T | undefined {
  taken += 1;
  const own = `${process.pid} ${taken} ${Date.now()}`;
  if (!take(file, own)) return undefined;
  const stillOurs = () => holderOf(file) === own;
  try {
    return work(stillOurs);
  } finally {
    if (stillOurs()) removeIfThere(file);
  }
}

function take(file: string, own: string): boolean {
  // Linked, the lock is never seen without its owner's name.
  const draft = `${file}.${process.pid}-${taken}.tmp`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    return link(draft, file) || (breakIfLeft(file) && link(draft, file));
  } finally {
    removeIfThere(draft);
  }
}

function link(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Takes away the lock of a process that is no more. Returns whether the lock is free. */
function breakIfLeft(file: string): boolean {
  const holder = holderOf(file);
  if (holder === undefined) return true;
  if (isAlive(Number.parseInt(holder, 10))) return false;
  const aside = `${file}.${process.pid}-${taken}.left.tmp`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true;
    throw error;
  }
  // Another terminal may have taken it over in between: then it is theirs, and gets it back.
  const ours = holderOf(aside) === holder;
  if (!ours) link(aside, file);
  removeIfThere(aside);
  return ours;
}

function holderOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
