// node scripts/run.mjs start|dev|test|bench [arguments]: runs a task with the right Node, and ends as it ends.
// node scripts/run.mjs tool COMMAND [arguments]: the same for a command of an installed package.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, run } from './lib/child.mjs';
import { environment, root } from './lib/node.mjs';

const TASKS = {
  start: 'scripts/tasks/start.mjs',
  dev: 'scripts/tasks/dev.mjs',
  test: 'scripts/tasks/test.mjs',
  bench: 'bench/main.mjs',
};

const [task, ...args] = process.argv.slice(2);
if (task !== 'tool' && !(task in TASKS)) {
  fail(`Say what to run: ${Object.keys(TASKS).join(', ')} or tool.`);
}
if (!existsSync(join(root, 'node_modules'))) {
  fail('Nothing is installed yet. Run `node scripts/setup.mjs` first.');
}
const [command, ...options] =
  task === 'tool'
    ? args
    : [
        'node',
        // Tasks read a few TypeScript files of the packages as they are.
        '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
        '--disable-warning=ExperimentalWarning',
        join(root, TASKS[task]),
        ...args,
      ];
process.exitCode = await run(command, options, {
  cwd: root,
  env: environment(),
});
