import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createTestDatabases,
  describeEachDatabase,
  expectColumnComments,
  expectMigrations,
} from '@wheelhouse/testing';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const directory = resolvePackagePath(
  '@wheelhouse/plugin-sshmenu-backend',
  'migrations',
);

describeEachDatabase('the migrations', databaseId => {
  it('go up, keep what is in the tables, and come down to nothing', async () => {
    const db = await databases.init(databaseId);
    await expectMigrations(db, {
      directory,
      tables: ['entry', 'entry_list', 'entry_use', 'personal'],
      fill: async () => {
        await db('entry_list').insert({
          list_key: 'group:acme/ops',
          writers: 'members',
          seq: 1,
          entries: 0,
          rows: 0,
        });
        expect(await db('entry_list').pluck('list_key')).toEqual([
          'group:acme/ops',
        ]);
      },
      expectEmpty: async () =>
        expect(await db('entry_list').pluck('list_key')).toEqual([]),
    });
  });

  it('give every column a comment', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    await expectColumnComments(db);
  });
});
