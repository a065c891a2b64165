import { Client } from './lib/client';
import { databases, ListDatabase } from './lib/databases';
import type { Outcome } from './lib/figure';
import { addRound, Interleaved } from './lib/interleave';
import { startPortal } from './lib/portals';
import { seed } from './lib/seed';
import type { Server } from './lib/server';
import { quantile } from './lib/statistics';

const MANY = 50_000;
const FEW = 500;
/** Of the names of databases. */
const PREFIX = 'wheelhouse_bench_';
const ROUNDS = 6;
/** Requests of one measurement, and of each side before the first. */
const REQUESTS = 200;
const WARM_UP = 300;

/** What a page of a long list takes, at its beginning and in its middle. */
export async function* measure(): AsyncIterable<Outcome> {
  for (const database of databases()) {
    if ('skipped' in database) {
      yield database;
      continue;
    }
    // What a run that was cut short left behind.
    await database.drop(PREFIX);
    const many = await Owner.of(MANY, database);
    const few = await Owner.of(FEW, database);
    try {
      for (const list of ['/api/tenancy/tokens', '/api/tenancy/sessions']) {
        yield await compare('first page', database, list, many, few, list);
        yield await compare(
          'page in the middle',
          database,
          list,
          many,
          few,
          await many.middleOf(list, MANY),
          await few.middleOf(list, FEW),
        );
      }
    } finally {
      await many.stop();
      await few.stop();
      await database.drop(PREFIX);
    }
  }
}

async function compare(
  which: string,
  database: ListDatabase,
  list: string,
  many: Owner,
  few: Owner,
  manyPath: string,
  fewPath: string = manyPath,
): Promise<Outcome> {
  await many.times(manyPath, WARM_UP);
  await few.times(fewPath, WARM_UP);
  const found: Interleaved = { ratios: [], controls: [], ours: [], other: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours: number[][] = [[], []];
    const other: number[][] = [[], []];
    for (let request = 0; request < REQUESTS; request += 1) {
      for (const turn of [0, 1]) {
        ours[turn].push(await many.client.time(manyPath));
        other[turn].push(await few.client.time(fewPath));
      }
    }
    addRound(found, ours.map(p99), other.map(p99));
  }
  return {
    name: `GET ${list}, ${which} of 50 on ${database.name}: of ${MANY} ÷ of ${FEW}, p99`,
    target: 2,
    noise: { median: 1.15, middleHalf: 1.6 },
    found,
    show: milliseconds => `${milliseconds.toFixed(1)} ms`,
    notes: [`${REQUESTS} requests a measurement, ${ROUNDS} rounds`],
  };
}

function p99(times: number[]): number {
  return quantile(times, 0.99);
}

/** A portal in which somebody has so many keys and sessions. */
class Owner {
  private constructor(
    readonly client: Client,
    private readonly portal: Server,
  ) {}

  static async of(amount: number, database: ListDatabase): Promise<Owner> {
    const prefix = `${PREFIX}${amount}_`;
    const portal = await startPortal(database.config(prefix));
    const db = await database.open(portal, prefix);
    const { apiKey } = await seed(db, { keys: amount, sessions: amount });
    await database.settle(db);
    await db.destroy();
    return new Owner(new Client(portal.url, apiKey), portal);
  }

  async times(path: string, count: number): Promise<number[]> {
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) times.push(await this.client.time(path));
    return times;
  }

  /** The address of the page in the middle of a list, as one comes to it. */
  async middleOf(list: string, amount: number): Promise<string> {
    let cursor = '';
    for (let seen = 0; seen < amount / 2; seen += 100) {
      const page = await this.client.get(`${list}?limit=100${cursor}`);
      cursor = `&cursor=${JSON.parse(page).nextCursor}`;
    }
    return `${list}?limit=50${cursor}`;
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.portal.stop();
  }
}
