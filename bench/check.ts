import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { portalConfig } from './lib/portals';
import { openDatabase, seed } from './lib/seed';
import { Server } from './lib/server';
import { summarize } from './lib/statistics';
import type { Checks } from './servers/checkPlugin';

const ROUNDS = 40;
/** Checks of one measurement, and of each side before the first. */
const CHECKS = { key: 5_000, signature: 1_000 };
const WARM_UP = 10_000;
/** Measurements of a check that finds nothing in memory. */
const ASKED = { measurements: 5, checks: 200 };

/** What the check of an API key costs by itself. */
export async function* measure(): AsyncIterable<Outcome> {
  const server = await Server.start('bench/servers/check.ts', portalConfig);
  try {
    const db = openDatabase(server);
    const { apiKey, sessionSecret } = await seed(db);
    await db.destroy();
    const token = await backstageToken(server, sessionSecret);
    const run = (checks: Omit<Checks, 'question'>) =>
      server.request({ question: 'checks', ...checks });
    const key = (count: number) => run({ kind: 'key', token: apiKey, count });
    const signature = (count: number) =>
      run({ kind: 'signature', token, count });
    await key(WARM_UP);
    await signature(WARM_UP);
    const found = await interleave({
      rounds: ROUNDS,
      ours: () => key(CHECKS.key),
      other: () => signature(CHECKS.signature),
    });
    yield {
      name: "The check of an API key ÷ verifying a Backstage token's signature, CPU time",
      target: 0.4,
      noise: { median: 1.05, middleHalf: 1.2 },
      found,
      show: microseconds => `${microseconds.toFixed(1)} µs`,
      notes: [
        `${CHECKS.key} and ${CHECKS.signature} checks a measurement, ${ROUNDS} rounds; the database is asked whenever what is known is 1.5 s old`,
        `a check that has to ask the database takes ${await asked(
          run,
          apiKey,
        )}`,
      ],
    };
  } finally {
    await server.stop();
  }
}

async function asked(
  run: (checks: Omit<Checks, 'question'>) => Promise<number>,
  token: string,
): Promise<string> {
  const values: number[] = [];
  for (let i = 0; i < ASKED.measurements; i += 1) {
    values.push(await run({ kind: 'asked', token, count: ASKED.checks }));
  }
  return `${summarize(values).median.toFixed(0)} µs`;
}

/** As the page gets it, for the session whose cookie is sent. */
async function backstageToken(server: Server, secret: string): Promise<string> {
  const response = await fetch(`${server.url}/api/auth/tenancy/refresh`, {
    headers: {
      'x-requested-with': 'XMLHttpRequest',
      cookie: `wheelhouse-session=${secret}`,
    },
  });
  const { backstageIdentity } = (await response.json()) as any;
  return backstageIdentity.token;
}
