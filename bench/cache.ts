import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { PodServer } from './lib/podServer';
import { root } from './lib/server';

const PODS = 10_000;
/** In each, both hold the pods twice, each time in a process of its own. */
const ROUNDS = 3;
/** The longest that one measurement may take, in milliseconds. */
const LIMIT = 120_000;

/** What it takes to know the pods of a cluster. */
export async function* measure(): AsyncIterable<Outcome> {
  const server = await PodServer.start(PODS);
  try {
    yield {
      name: "Heap for each pod held: the portal's reflector ÷ client-node's ListWatch",
      target: 0.3,
      noise: { median: 1.05, middleHalf: 1.1 },
      found: await interleave({
        rounds: ROUNDS,
        ours: () => bytesPerPod('reflector', server.url),
        other: () => bytesPerPod('list-watch', server.url),
      }),
      show: bytes => `${bytes.toFixed(0)} bytes`,
      notes: [
        `${PODS} pods of 7 KB with managed fields, ${
          2 * ROUNDS
        } processes each; after collecting garbage, less what it was with ten pods`,
        'the reflector keeps what restarts read of a pod, ListWatch keeps pods',
      ],
    };
  } finally {
    await server.stop();
  }
}

function bytesPerPod(kind: 'reflector' | 'list-watch', url: string) {
  return new Promise<number>((resolve, reject) => {
    const child = fork(
      join(root, 'bench/servers/cache.ts'),
      [kind, url, String(PODS)],
      {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'production' },
        execArgv: [
          '--expose-gc',
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        timeout: LIMIT,
      },
    );
    // What transforms the sources tells of each of them, too.
    child.on('message', ({ bytes }: { bytes?: number }) => {
      if (bytes !== undefined) resolve(bytes);
    });
    child.once('exit', () => reject(new Error(`No answer of ${kind}`)));
  });
}
