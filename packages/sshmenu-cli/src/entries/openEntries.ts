import { hostname } from 'node:os';
import { tell } from '../output';
import { hasCode } from '../store/files';
import { pathsFrom } from '../store/paths';
import { Store } from '../store/Store';
import { Entries } from './Entries';

/**
 * The entries of whoever runs this.
 * @param name Where entries have this name, the others may be missing.
 */
export function openEntries(name?: string): Entries {
  const store = openStore();
  const entries = new Entries(store, store.load(name), hostname());
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
