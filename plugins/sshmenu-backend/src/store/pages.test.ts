import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  nameKey,
  newEntry,
  type Sort,
  sortEntries,
} from '@wheelhouse/plugin-sshmenu-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { createTestDatabases, describeEachDatabase } from '@wheelhouse/testing';
import { Knex } from 'knex';
import { EntryLists } from '../service/EntryLists';
import type { ListEvents } from '../service/ListEvents';
import { EntryPages } from './EntryPages';
import { ListStore } from './ListStore';
import { PersonalStore } from './PersonalStore';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const OWNER = 'user:acme/ben';
const OPS = 'group:acme/ops';
const ben = {
  actorRef: OWNER,
  entity: { tenant: 'acme' },
  groups: [OPS, 'group:acme/unused'],
  scopes: ['*'],
  administrator: false,
} as unknown as AuthState;

const NAMES = ['web2', 'web10', 'Web1', 'äpfel', 'db', '東京', '𝒳', 'é'];

describeEachDatabase('pages of entries', databaseId => {
  let db: Knex;
  let lists: EntryLists;

  beforeAll(async () => {
    db = await databases.init(databaseId);
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@wheelhouse/plugin-sshmenu-backend',
        'migrations',
      ),
    });
    const store = new ListStore(db);
    lists = new EntryLists({
      lists: store,
      pages: new EntryPages(db),
      events: {} as ListEvents,
    });
    for (const [key, list] of [
      [OWNER, 'mine'],
      [OPS, OPS],
      ['user:acme/cleo', 'mine'],
    ]) {
      await store.locked(key, async locked => {
        for (let n = 0; n < 40; n += 1) {
          const name = NAMES[n % NAMES.length];
          const id = `entry-${String(n).padStart(4, '0')}`;
          locked.put(
            newEntry(
              { list, id, replica: 'aaaa' },
              { name, host: `h${n}.example`, tags: n % 2 ? ['odd'] : [] },
            ),
            undefined,
          );
        }
      });
    }
    const personal = new PersonalStore();
    await store.locked(OWNER, async own => {
      for (let n = 0; n < 20; n += 1) {
        const listKey = n % 2 ? OWNER : OPS;
        const lastUsed = new Date(1e12 + (n % 5) * 1e6).toISOString();
        await personal.putUse(
          own,
          { owner: OWNER, listKey, id: `entry-${String(n).padStart(4, '0')}` },
          { replica: 'aaaa', uses: 1 + (n % 3), lastUsed, claimed: lastUsed },
        );
      }
    });
  });

  async function all(sort: Sort, limit: number, more: object = {}) {
    const items = [];
    let cursor: string | undefined;
    do {
      const page = await lists.entries(ben, { sort, limit, cursor, ...more });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  }

  it.each(['name', 'recent', 'frecent'] as const)(
    'by %s lose and repeat none, however long they are, and stand in the order of the menu',
    async sort => {
      const whole = await all(sort, 200);
      expect(whole).toHaveLength(80);
      for (const limit of [1, 7, 40]) {
        expect(await all(sort, limit)).toEqual(whole);
      }
      const ranks = (entries: typeof whole) =>
        entries.map(({ name, uses, lastUsed }) =>
          sort === 'name' || lastUsed === null
            ? nameKey(name)
            : [uses * Number(sort === 'frecent'), lastUsed],
        );
      // Between equals the menu and the database may choose; by bytes and by UTF-16 they differ beyond the BMP.
      const withoutAstral = whole.filter(({ name }) => name !== '𝒳');
      expect(ranks(withoutAstral)).toEqual(
        ranks(sortEntries(withoutAstral, sort)),
      );
    },
  );

  it('hold one list, or what is looked for', async () => {
    expect(await all('recent', 9, { list: OPS })).toHaveLength(40);
    const found = await all('frecent', 9, { search: 'ODD h1' });
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.every(e => e.tags?.includes('odd') && e.host.startsWith('h1')),
    ).toBe(true);
    expect(await all('name', 9, { search: '%' })).toEqual([]);
    expect(await all('name', 9, { search: 'APFEL' })).toHaveLength(10);
  });

  it('are asked for within the cursor of their own order only', async () => {
    const { nextCursor } = await lists.entries(ben, { sort: 'name', limit: 1 });
    for (const cursor of ['nonsense', `${nextCursor}x`]) {
      await expect(
        lists.entries(ben, { sort: 'recent', limit: 1, cursor }),
      ).rejects.toThrow('cursor');
    }
  });

  it('begin in an index, wherever they begin', async () => {
    if (db.client.config.client === 'pg') return;
    const asked: string[] = [];
    const listen = ({ sql }: { sql: string }) => asked.push(sql);
    db.on('query', listen);
    for (const sort of ['name', 'recent', 'frecent'] as const) {
      await all(sort, 7);
    }
    db.off('query', listen);
    const queries = [...new Set(asked)].filter(sql => /limit/.test(sql));
    expect(queries.length).toBeGreaterThan(3);
    for (const sql of queries) {
      const plan = await db.raw(
        `explain query plan ${sql}`,
        Array(sql.split('?').length - 1).fill('x'),
      );
      const steps = plan.map((step: { detail: string }) => step.detail);
      expect(steps.join('\n')).not.toMatch(/SCAN/);
      expect(steps.join('\n')).not.toMatch(/USE TEMP B-TREE/);
    }
  });
});
