// Checks that every package that an installation gets has a licence that allows it.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail } from './lib/child.mjs';
import { workspaces } from './lib/hash.mjs';
import { root } from './lib/node.mjs';

const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'Apache-2.0', '0BSD', 'Unlicense', 'WTFPL'],
  ...['BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'Python-2.0'],
  ...['CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'Zlib', 'OFL-1.1', 'MPL-2.0'],
]);

/** Packages whose package.json does not say what their LICENSE file does. */
const READ_BY_HAND = new Map([
  ['fast-shallow-equal', 'Unlicense'],
  ['pause', 'MIT'],
  ['react-universal-interface', 'Unlicense'],
  ['tosource', 'Zlib'],
]);

/** What builds the page and is no part of it, though Backstage's apps name it as a dependency. */
const BUILD_TOOLS = new Set(['@backstage/cli']);

const seen = new Set();
const refused = [];
for (const folder of workspaces()) visit(join(root, folder), true);
if (refused.length > 0) {
  fail(
    `Licences that are not on the list in scripts/licences.mjs:\n  ${refused
      .sort()
      .join('\n  ')}`,
  );
}
process.stdout.write(`${seen.size} packages, all with a permissive licence\n`);

function visit(folder, isOurs = false) {
  if (seen.has(folder)) return;
  seen.add(folder);
  const manifest = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const licence = READ_BY_HAND.get(manifest.name) ?? licenceOf(manifest);
  if (!isOurs && !isAllowed(licence)) {
    refused.push(`${manifest.name}@${manifest.version}: ${licence}`);
  }
  const names = [
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
  ];
  for (const name of names.filter(n => !BUILD_TOOLS.has(n))) {
    const found = find(name, folder);
    if (found) visit(found, found.startsWith(join(root, 'packages')));
  }
}

/** As Node looks for a package; an optional one for another platform is not there. */
function find(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}

function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  const list = [license ?? licenses ?? []].flat();
  return list.map(l => l.type ?? l).join(' OR ') || 'none named';
}

/** Of alternatives one must be allowed, of licences that hold together all. */
function isAllowed(licence) {
  return licence
    .replace(/[()]/g, '')
    .split(/ OR /i)
    .some(option => option.split(/ AND /i).every(l => ALLOWED.has(l.trim())));
}
