import { setTimeout } from 'node:timers/promises';
import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { startPortal, startStock } from './lib/portals';
import type { Server } from './lib/server';

/** In each, both servers start twice. */
const ROUNDS = 4;
/** At rest: the memory has stayed the same, but for this part, for so many readings, which are a second apart. */
const SAME = 0.01;
const READINGS = 3;
const MOST_READINGS = 30;

/** What the server takes of the machine before anybody has used it. */
export async function* measure(): AsyncIterable<Outcome> {
  yield {
    name: 'Resident memory after the start: the portal ÷ a stock Backstage backend with as many plugins',
    target: 1.15,
    noise: { median: 1.05, middleHalf: 1.1 },
    found: await interleave({
      rounds: ROUNDS,
      ours: () => memoryOf(startPortal),
      other: () => memoryOf(startStock),
    }),
    show: bytes => `${(bytes / 2 ** 20).toFixed(0)} MiB`,
    notes: [
      `${
        2 * ROUNDS
      } starts each; both from their sources, with NODE_ENV=production`,
      'portal: tenancy, live, clusters (none), restarts, sshmenu, auth, permission, user-settings, app, sandbox (off); stock: auth, permission, user-settings, app, six plugins of one route',
    ],
  };
}

async function memoryOf(start: () => Promise<Server>): Promise<number> {
  const server = await start();
  try {
    return await memoryAtRest(server);
  } finally {
    await server.stop();
  }
}

async function memoryAtRest(server: Server): Promise<number> {
  let memory = await server.ask('memory');
  let same = 0;
  for (let i = 0; same < READINGS && i < MOST_READINGS; i += 1) {
    await setTimeout(1000);
    const next = await server.ask('memory');
    same = Math.abs(next / memory - 1) < SAME ? same + 1 : 0;
    memory = next;
  }
  return memory;
}
