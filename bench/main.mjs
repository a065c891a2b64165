// npm run bench [-- FIGURE…]: what things cost, as ratios that are measured in one run. README.md says what each means.
import { createRequire } from 'node:module';
import { prepareApps } from './lib/apps.mjs';

const require = createRequire(import.meta.url);
// The figures and the servers run from their sources, as the portal does.
require('@backstage/cli/config/nodeTransform.cjs');

const { runFigures } = require('./lib/runFigures.ts');

await prepareApps();
process.exitCode = await runFigures(
  {
    request: () => require('./request.ts'),
    check: () => require('./check.ts'),
    lists: () => require('./lists.ts'),
    sshmenu: () => require('./sshmenu.ts'),
    sync: () => require('./sync.ts'),
    page: () => require('./page.ts'),
    search: () => require('./search.ts'),
    memory: () => require('./memory.ts'),
    clusters: () => require('./clusters.ts'),
    events: () => require('./events.ts'),
    cache: () => require('./cache.ts'),
    restart: () => require('./restart.ts'),
  },
  process.argv.slice(2),
);
