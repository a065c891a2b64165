import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** The folders of all packages of the repository, relative to it. */
export function workspaces() {
  return ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .map(entry => join(parent, entry.name))
      .filter(folder => existsSync(join(root, folder, 'package.json'))),
  );
}

/** A hash of files, given relative to the repository, and of further texts. */
export function hashOf(files, ...texts) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  for (const file of [...files].sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** All sources in a folder, relative to the repository. */
export function sourcesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(
    entry => {
      const path = join(folder, entry.name);
      if (NOT_SOURCES.has(entry.name)) return [];
      return entry.isDirectory() ? sourcesIn(path) : [path];
    },
  );
}

/** Whether a stamp says that something was made from what has this hash. */
export function isFresh(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}
