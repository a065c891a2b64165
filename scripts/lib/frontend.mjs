import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from './child.mjs';
import { hashOf, isFresh, sourcesIn, workspaces } from './hash.mjs';
import { root } from './node.mjs';

/** Which packages end up in the page. */
const ROLES = new Set([
  'frontend',
  'web-library',
  'common-library',
  'frontend-plugin',
  'frontend-plugin-module',
]);

/** Builds the page where its sources, its packages or its path have changed since the last time. */
export async function buildFrontend(files, config) {
  const sources = workspaces()
    .filter(folder => ROLES.has(roleOf(folder)))
    .flatMap(sourcesIn);
  const hash = hashOf(
    ['yarn.lock', 'tsconfig.json', ...sources],
    // The rest of the configuration reaches the page when it is served.
    JSON.stringify([new URL(config.app.baseUrl).pathname, config.app.packages]),
  );
  const stamp = join(root, 'packages/app/dist/.wheelhouse-build');
  if (isFresh(stamp, hash)) return;

  process.stdout.write('Building the page (about half a minute)\n');
  const build = spawnSync(
    'backstage-cli',
    ['package', 'build', ...files.flatMap(file => ['--config', file])],
    {
      cwd: join(root, 'packages/app'),
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  );
  if (build.status !== 0) {
    fail(`${build.stdout}${build.stderr}\nThe page could not be built.`);
  }
  writeFileSync(stamp, hash);
}

function roleOf(folder) {
  const file = join(root, folder, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).backstage?.role;
}
