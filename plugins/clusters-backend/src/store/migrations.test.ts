import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createTestDatabases,
  describeEachDatabase,
  expectColumnComments,
  expectMigrations,
} from '@wheelhouse/testing';
import { randomUUID } from 'node:crypto';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const directory = resolvePackagePath(
  '@wheelhouse/plugin-clusters-backend',
  'migrations',
);

describeEachDatabase('the migrations', databaseId => {
  it('go up, keep what is in the tables, and come down to nothing', async () => {
    const db = await databases.init(databaseId);
    const clusters = () => db('reachability').pluck('cluster');
    const now = new Date().toISOString();
    await expectMigrations(db, {
      directory,
      tables: ['reachability'],
      fill: async () => {
        await db('reachability').insert({
          id: randomUUID(),
          cluster: 'dev',
          state: 'good',
          began: now,
          seen: now,
        });
        expect(await clusters()).toEqual(['dev']);
      },
      expectEmpty: async () => expect(await clusters()).toEqual([]),
    });
  });

  it('give every column a comment', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    await expectColumnComments(db);
  });
});
