import { Client } from './lib/client';
import type { Outcome } from './lib/figure';
import { addRound, interleave, Interleaved } from './lib/interleave';
import { portalConfig } from './lib/portals';
import { openDatabase, seed } from './lib/seed';
import { seedEntries } from './lib/seedEntries';
import { Server } from './lib/server';
import { quantile } from './lib/statistics';

/** Whoever `seed` puts into the tables. */
const OWNER = 'user:acme/ada';
const MANY = 100_000;
const FEW = 500;
const FIRST_SYNC = 10_000;

/** What the SSH menu costs the server: exchanges of machines, and pages of long lists. */
export async function* measure(): AsyncIterable<Outcome> {
  const machine = await Portal.of(FIRST_SYNC);
  try {
    yield await nothingNew(machine);
    yield await firstSync(machine);
  } finally {
    await machine.stop();
  }
  const many = await Portal.of(MANY);
  const few = await Portal.of(FEW);
  try {
    for (const sort of ['name', 'recent', 'frecent']) {
      yield await compare('first page', sort, many, few);
      yield await compare('page in the middle', sort, many, few);
    }
  } finally {
    await many.stop();
    await few.stop();
  }
}

async function nothingNew(portal: Portal): Promise<Outcome> {
  const requests = 400;
  const { cursor, more } = JSON.parse(await portal.sync());
  if (more) throw new Error('The first exchange did not tell everything');
  // Of the same length, so that reading it costs the same.
  const body = JSON.stringify({ cursor, changes: [] });
  const ours = (count = requests) =>
    portal.cpu(count, () => portal.sync(cursor));
  const other = (count = requests) =>
    portal.cpu(count, () => portal.client.post('/api/empty/empty', body));
  await ours(2_000);
  await other(2_000);
  return {
    name: 'POST /sync with nothing new ÷ an empty authenticated route, CPU time of a request',
    target: 1.2,
    noise: { median: 1.05, middleHalf: 1.2 },
    found: await interleave({
      rounds: 20,
      ours: () => ours(),
      other: () => other(),
    }),
    show: microseconds => `${microseconds.toFixed(0)} µs`,
    notes: [`${requests} requests a measurement, 20 rounds`],
  };
}

async function firstSync(portal: Portal): Promise<Outcome> {
  const answer = JSON.parse(await portal.sync());
  const times = 10;
  const ours = () => portal.cpu(times, () => portal.sync());
  const other = async () => {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i += 1) JSON.stringify(answer);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  };
  await ours();
  await other();
  return {
    name: `first sync of ${FIRST_SYNC} entries ÷ serialising them, CPU time`,
    target: 3,
    noise: { median: 1.1, middleHalf: 1.4 },
    found: await interleave({ rounds: 12, ours, other }),
    show: microseconds => `${(microseconds / 1000).toFixed(1)} ms`,
    notes: [`${answer.changes.length} changes, ${times} times a measurement`],
  };
}

async function compare(
  which: string,
  sort: string,
  many: Portal,
  few: Portal,
): Promise<Outcome> {
  const middle = which !== 'first page';
  const paths = await Promise.all(
    [many, few].map(portal => portal.path(sort, middle)),
  );
  await many.times(paths[0], 200);
  await few.times(paths[1], 200);
  const found: Interleaved = { ratios: [], controls: [], ours: [], other: [] };
  for (let round = 0; round < 6; round += 1) {
    const ours: number[][] = [[], []];
    const other: number[][] = [[], []];
    for (let request = 0; request < 100; request += 1) {
      for (const turn of [0, 1]) {
        ours[turn].push(await many.client.time(paths[0]));
        other[turn].push(await few.client.time(paths[1]));
      }
    }
    addRound(found, ours.map(p99), other.map(p99));
  }
  return {
    name: `GET /entries by ${sort}, ${which} of 50: of ${MANY} ÷ of ${FEW}, p99`,
    target: 2,
    noise: { median: 1.15, middleHalf: 1.6 },
    found,
    show: milliseconds => `${milliseconds.toFixed(1)} ms`,
    notes: ['100 requests a measurement, 6 rounds'],
  };
}

function p99(times: number[]): number {
  return quantile(times, 0.99);
}

/** A portal in which somebody has so many entries. */
class Portal {
  private constructor(
    readonly client: Client,
    private readonly server: Server,
    private readonly amount: number,
  ) {}

  static async of(amount: number): Promise<Portal> {
    const server = await Server.start('bench/servers/sshmenu.ts', () => ({
      ...portalConfig(),
      permission: { enabled: false },
    }));
    const db = openDatabase(server);
    const { apiKey } = await seed(db);
    await db.destroy();
    await seedEntries(server, OWNER, amount);
    return new Portal(new Client(server.url, apiKey), server, amount);
  }

  sync(cursor?: string): Promise<string> {
    const body = JSON.stringify({ cursor, changes: [] });
    return this.client.post('/api/sshmenu/sync', body);
  }

  /** The CPU time of the server for one request, in microseconds. */
  async cpu(requests: number, send: () => Promise<unknown>): Promise<number> {
    const before = await this.server.ask('cpu');
    for (let i = 0; i < requests; i += 1) await send();
    return ((await this.server.ask('cpu')) - before) / requests;
  }

  async times(path: string, count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) await this.client.time(path);
  }

  /** The address of a page, in the middle as one comes to it. */
  async path(sort: string, middle: boolean): Promise<string> {
    const list = `/api/sshmenu/entries?sort=${sort}`;
    let cursor = '';
    const skipped = middle ? this.amount / 2 : 0;
    for (let seen = 0; seen < skipped; seen += 200) {
      const page = await this.client.get(`${list}&limit=200${cursor}`);
      cursor = `&cursor=${JSON.parse(page).nextCursor}`;
    }
    return `${list}&limit=50${cursor}`;
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.server.stop();
  }
}
