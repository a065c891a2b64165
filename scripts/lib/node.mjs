import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's own folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The Node that is installed where the system's does not do. */
export const NODE_VERSION = '24.21.0';
export const nodePackage = `node-${
  { win32: 'win' }[process.platform] ?? process.platform
}-${process.arch}`;
export const nodeFolder = join(root, '.node');

const ownBin = join(nodeFolder, 'node_modules', nodePackage, 'bin');

/** Whether Backstage runs on this Node, and whether it reads TypeScript by itself. */
export function isUsable(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 18);
}

/** Whether the Node in `.node` is there. */
export function hasOwnNode() {
  return existsSync(ownBin);
}

/** The environment in which the tools of the repository run: the right Node and its packages' commands come first. */
export function environment() {
  const first = isUsable(process.version) ? [] : [ownBin];
  const path = [
    ...first,
    join(root, 'node_modules', '.bin'),
    process.env.PATH ?? '',
  ];
  return { ...process.env, PATH: path.join(delimiter) };
}
