import { hostname } from 'node:os';
import { tell } from '../output';
import { hasCode } from '../store/files';
import { pathsFrom } from '../store/paths';
import { Store } from '../store/Store';
import { Entries } from './Entries';

/** The entries of whoever runs this. */
export function openEntries(): Entries {
  const entries = new Entries(openStore(), undefined, hostname());
  tell(...entries.warnings.map(warning => `s: ${warning}`));
  return entries;
}

/** Where they are kept. */
export function openStore(): Store {
  return new Store(pathsFrom(process.env).data);
}

/** What stands in the way of keeping something, in words. */
export function whyNotKept(error: unknown): string {
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) return 'the disk is full';
  if (hasCode(error, 'EROFS')) return 'the disk can only be read';
  if (hasCode(error, 'EACCES', 'EPERM')) {
    return `the files belong to somebody else: ${pathsFrom(process.env).data}`;
  }
  return (error as Error).message;
}
