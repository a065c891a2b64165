// npm run dev: page and backend reload while one edits. The page's development server passes /api on to the backend.
import { join } from 'node:path';
import { start } from '../lib/child.mjs';
import { root } from '../lib/node.mjs';
import {
  configFiles,
  demandFreePort,
  listenAddress,
  prepareData,
  readConfig,
} from '../lib/portal.mjs';

prepareData();
const files = [
  ...configFiles(process.argv.slice(2)),
  join(root, 'app-config.dev.yaml'),
];
const config = await readConfig(files);
await demandFreePort(listenAddress(config), 'backend.listen.port');
await demandFreePort({ port: 3000 }, 'app.baseUrl');

const options = files.flatMap(file => ['--config', file]);
const inPackage = name =>
  start('backstage-cli', ['package', 'start', ...options], {
    cwd: join(root, 'packages', name),
  });
const [backend, page] = [inPackage('backend'), inPackage('app')];
// One is of no use without the other.
process.exitCode = await Promise.race([backend.exited, page.exited]);
backend.child.kill();
page.child.kill();
await Promise.allSettled([backend.exited, page.exited]);
