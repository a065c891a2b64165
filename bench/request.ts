import { Client } from './lib/client';
import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { guestToken, startPortal, startStock } from './lib/portals';
import { openDatabase, seed } from './lib/seed';
import type { Server } from './lib/server';

const ROUNDS = 20;
/** Requests of one measurement, and of each side before the first. */
const REQUESTS = 400;
const WARM_UP = 3_000;
/** Connections that send at the same time. */
const CONNECTIONS = 4;

/** What a request costs that asks who one is. */
export async function* measure(): AsyncIterable<Outcome> {
  const portal = await startPortal();
  const stock = await startStock();
  try {
    const db = openDatabase(portal);
    const { apiKey } = await seed(db);
    await db.destroy();
    const ours = side(portal, apiKey, '/api/tenancy/me');
    const other = side(
      stock,
      await guestToken(stock),
      '/api/in-place-of-tenancy/me',
    );
    await ours(WARM_UP);
    await other(WARM_UP);
    yield {
      name: 'GET /api/tenancy/me by API key ÷ a route of a stock Backstage plugin by Backstage token, CPU time of a request',
      target: 1,
      noise: { median: 1.05, middleHalf: 1.2 },
      found: await interleave({
        rounds: ROUNDS,
        ours: () => ours(REQUESTS),
        other: () => other(REQUESTS),
      }),
      show: microseconds => `${microseconds.toFixed(0)} µs`,
      notes: [
        `${REQUESTS} requests a measurement over ${CONNECTIONS} connections, ${ROUNDS} rounds; access log, headers and the check of revocation included`,
      ],
    };
  } finally {
    await portal.stop();
    await stock.stop();
  }
}

/** Sends requests; the CPU time of the server for one of them, in microseconds. */
function side(server: Server, token: string, path: string) {
  return async (requests: number) => {
    const before = await server.ask('cpu');
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        const client = new Client(server.url, token);
        for (let i = 0; i < requests / CONNECTIONS; i += 1) {
          await client.get(path);
        }
        client.close();
      }),
    );
    return ((await server.ask('cpu')) - before) / requests;
  };
}
