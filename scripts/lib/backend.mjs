import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { start } from './child.mjs';
import { root } from './node.mjs';

const require = createRequire(import.meta.url);

/** Starts the backend from its sources. */
export function startBackend(files, environment = {}) {
  const backend = start(
    process.execPath,
    [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(root, 'packages/backend/src/index.ts'),
      ...files.flatMap(file => ['--config', file]),
    ],
    {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  createInterface({ input: backend.child.stdout }).on('line', line => {
    // Backstage names its sources before it has a log, whatever the level.
    if (!line.startsWith('Loading config from ')) {
      process.stdout.write(`${line}\n`);
    }
  });
  return backend;
}

/** Resolves to true once the backend says that it is ready, to false when it ended before. */
export async function isReady(backend, { host, port }) {
  const name =
    !host || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const url = `http://${
    name.includes(':') ? `[${name}]` : name
  }:${port}/.backstage/health/v1/readiness`;
  let ended = false;
  backend.exited.finally(() => {
    ended = true;
  });
  while (!ended) {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(2000),
    }).catch(() => undefined);
    if (answer?.ok) return true;
    await setTimeout(100);
  }
  return false;
}
