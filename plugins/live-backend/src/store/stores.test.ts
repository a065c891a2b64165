import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createTestDatabases,
  describeEachDatabase,
  expectColumnComments,
  expectMigrations,
} from '@wheelhouse/testing';
import { Knex } from 'knex';
import { LogStore, NewEvent } from './LogStore';
import { TicketStore } from './TicketStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const directory = resolvePackagePath(
  '@wheelhouse/plugin-live-backend',
  'migrations',
);

const event = (data: unknown, change: Partial<NewEvent> = {}): NewEvent => ({
  channel: 'news/all',
  type: 'said',
  time: new Date().toISOString(),
  data: JSON.stringify(data),
  ...change,
});

describeEachDatabase('the tables of live events', databaseId => {
  let db: Knex;
  let log: LogStore;
  beforeEach(async () => {
    db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    log = new LogStore(db);
  });

  it('go up, and come down to nothing', async () => {
    await expectMigrations(db, {
      directory,
      tables: ['live_event', 'live_head', 'live_ticket'],
      fill: () => log.append([event(1)]),
      expectEmpty: async () =>
        expect(await log.head()).toMatchObject({ last: 0, trimmed: 0 }),
    });
  });

  it('have a comment on every column', async () => {
    await expectColumnComments(db);
  });

  it('keep events in one order without gaps, whoever appends and however many at once', async () => {
    // Whoever reads while others append sees each event when the ones before it are there.
    const read: number[] = [];
    let appending = true;
    const reading = (async () => {
      for (let last = false; !last; ) {
        // Once more after the last was appended, to have it too.
        last = !appending;
        for (let more = true; more; ) {
          const next = await log.after(read.at(-1) ?? 0, 7);
          read.push(...next.map(({ sequence }) => sequence));
          more = next.length > 0;
        }
      }
    })();
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const appended = await log.append([event(n), event(n)]);
        expect(appended[1].sequence).toBe(appended[0].sequence + 1);
      }),
    );
    appending = false;
    await reading;
    expect(read).toEqual(Array.from({ length: 80 }, (_, n) => n + 1));
  });

  it('give back what was appended, of a channel or of all', async () => {
    const time = '2026-03-01T08:00:00.000Z';
    await log.append([
      event({ a: [1, null] }, { time }),
      event(2, { channel: 'news/other' }),
      event(3),
    ]);
    expect(await log.after(0, 1)).toEqual([
      {
        sequence: 1,
        channel: 'news/all',
        type: 'said',
        time,
        data: '{"a":[1,null]}',
      },
    ]);
    const ofChannel = await log.afterOn('news/all', 1, 10);
    expect(ofChannel?.map(({ data }) => data)).toEqual(['3']);
  });

  it('forget what is old, and what is too much, and say so', async () => {
    const old = { time: new Date(Date.now() - 3_600_000).toISOString() };
    await log.append([event(1, old), event(2, old), event(3), event(4)]);
    const hourAgo = new Date(Date.now() - 1_800_000);
    expect(await log.trim(hourAgo, 100)).toBe(2);
    expect(await log.trim(hourAgo, 100)).toBe(0);
    expect(await log.head()).toMatchObject({ last: 4, trimmed: 2 });
    expect(await log.afterOn('news/all', 1, 10)).toBeUndefined();
    expect(await log.afterOn('news/all', 2, 10)).toHaveLength(2);
    expect(await log.trim(hourAgo, 1)).toBe(1);
    expect(await log.head()).toMatchObject({ last: 4, trimmed: 3 });
    await log.append([event(5)]);
    expect((await log.after(0, 10)).map(e => e.sequence)).toEqual([4, 5]);
  });

  it('give a ticket once, and not after its end', async () => {
    const tickets = new TicketStore(db);
    const soon = new Date(Date.now() + 30_000);
    await tickets.add('hash', 'auth', soon);
    await tickets.add('late', 'auth', new Date(Date.now() - 1));
    const taken = await Promise.all([
      tickets.take('hash'),
      tickets.take('hash'),
      tickets.take('late'),
    ]);
    expect(taken.filter(Boolean)).toEqual(['auth']);
    expect(taken[2]).toBeUndefined();
    expect(await tickets.deleteExpired()).toBe(1);
    expect(await db('live_ticket').select()).toEqual([]);
  });
});
