import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../scripts/lib/child.mjs';
import { buildFrontend } from '../../scripts/lib/frontend.mjs';
import { hashOf, isFresh, sourcesIn } from '../../scripts/lib/hash.mjs';
import { root } from '../../scripts/lib/node.mjs';
import { readConfig } from '../../scripts/lib/portal.mjs';

const STOCK = 'bench/stock/stock-app';

/** Builds the page of the portal, and that of a stock app, where something in them has changed. */
export async function prepareApps() {
  const files = [join(root, 'app-config.yaml')];
  await buildFrontend(files, await readConfig(files));
  buildStockApp();
}

function buildStockApp() {
  const hash = hashOf(['yarn.lock', 'tsconfig.json', ...sourcesIn(STOCK)]);
  const stamp = join(root, STOCK, 'dist/.wheelhouse-build');
  if (isFresh(stamp, hash)) return;
  process.stdout.write('Building the stock app (about half a minute)\n');
  const build = spawnSync('backstage-cli', ['package', 'build'], {
    cwd: join(root, STOCK),
    // It is not a package of the repository, and still has to find itself.
    env: { ...process.env, NODE_PATH: join(root, STOCK, '..') },
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (build.status !== 0) {
    fail(`${build.stdout}${build.stderr}\nThe stock app could not be built.`);
  }
  writeFileSync(stamp, hash);
}
