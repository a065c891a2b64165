import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createTestDatabases,
  describeEachDatabase,
  expectColumnComments,
  expectMigrations,
} from '@wheelhouse/testing';
import type { Knex } from 'knex';
import { ReachabilityStore } from './ReachabilityStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const directory = resolvePackagePath(
  '@wheelhouse/plugin-clusters-backend',
  'migrations',
);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-03-01T12:00:00Z');
const iso = (time: number) => new Date(time).toISOString();

describeEachDatabase('the reachability of clusters', databaseId => {
  let db: Knex;
  let store: ReachabilityStore;

  beforeEach(async () => {
    db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    store = new ReachabilityStore(db);
  });

  const good = (at: number) => ({ cluster: 'dev', state: 'good' as const, at });
  const failed = (at: number) => ({
    cluster: 'dev',
    state: 'failed' as const,
    reason: 'Nothing answers.',
    at,
  });

  it('is kept as spans of one state', async () => {
    await store.record(good(NOW - 2 * MINUTE));
    await store.record(failed(NOW - MINUTE));
    await store.record(good(NOW));
    await store.record({ ...failed(NOW), cluster: 'prod' });
    expect(await store.spans('dev', NOW)).toEqual([
      { from: iso(NOW - 2 * MINUTE), to: iso(NOW - MINUTE), state: 'good' },
      {
        from: iso(NOW - MINUTE),
        to: iso(NOW),
        state: 'failed',
        reason: 'Nothing answers.',
      },
      { from: iso(NOW), state: 'good' },
    ]);
  });

  it('is written once by two servers that see the same at once', async () => {
    const other = new ReachabilityStore(db);
    for (let step = 0; step < 20; step += 1) {
      const seen = step % 2 ? good(NOW + step) : failed(NOW + step);
      await Promise.all([store.record(seen), other.record(seen)]);
    }
    expect(await store.spans('dev', NOW + 20)).toHaveLength(20);
  });

  it('tells since when a state lasts that was seen before', async () => {
    expect(await store.record(good(NOW - MINUTE))).toBe(iso(NOW - MINUTE));
    expect(await store.record(good(NOW))).toBe(iso(NOW - MINUTE));
  });

  it('goes on as long as it is confirmed', async () => {
    await store.record(good(NOW));
    for (let passed = MINUTE; passed <= 10 * MINUTE; passed += MINUTE) {
      await store.confirm(['dev', 'gone'], NOW + passed);
    }
    expect(await store.spans('dev', NOW + 10 * MINUTE)).toEqual([
      { from: iso(NOW), state: 'good' },
    ]);
  });

  it('claims nothing for the time in which nobody looked', async () => {
    await store.record(good(NOW));
    await store.confirm(['dev'], NOW + MINUTE);
    const later = NOW + 2 * HOUR;
    expect(await store.spans('dev', later)).toEqual([
      { from: iso(NOW), to: iso(NOW + MINUTE), state: 'good' },
    ]);
    await store.confirm(['dev'], later);
    expect(await store.record(good(later))).toBe(iso(later));
    expect(await store.spans('dev', later)).toEqual([
      { from: iso(NOW), to: iso(NOW + MINUTE), state: 'good' },
      { from: iso(later), state: 'good' },
    ]);
  });

  it('is forgotten after a day', async () => {
    await store.record(good(NOW));
    await store.record(failed(NOW + HOUR));
    await store.confirm(['dev'], NOW + HOUR);
    await store.trim(NOW + 25.5 * HOUR);
    expect(await db('reachability').select('state')).toEqual([]);
    await store.record(good(NOW));
    await store.trim(NOW + 23 * HOUR);
    expect(await db('reachability').select('state')).toHaveLength(1);
  });

  it('finds its rows by an index', async () => {
    await store.record(good(NOW));
    const query = db('reachability')
      .where({ cluster: 'dev' })
      .orderBy('began', 'desc')
      .limit(5)
      .toSQL()
      .toNative();
    if (databaseId === 'SQLITE_3') {
      const plan = await db.raw(`explain query plan ${query.sql}`, [
        ...query.bindings,
      ]);
      expect(JSON.stringify(plan)).toContain('reachability_of_cluster');
    }
  });

  it('has a table with a comment on each column, which goes away again', async () => {
    await expectColumnComments(db);
    await expectMigrations(db, {
      directory,
      tables: ['reachability'],
      fill: () => store.record(good(NOW)),
      expectEmpty: async () =>
        expect(await db('reachability').select('id')).toEqual([]),
    });
  });
});
