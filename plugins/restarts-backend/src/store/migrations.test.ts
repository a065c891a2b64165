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
  '@wheelhouse/plugin-restarts-backend',
  'migrations',
);

describeEachDatabase('the migrations', databaseId => {
  it('go up, keep what is in the tables, and come down to nothing', async () => {
    const db = await databases.init(databaseId);
    const keys = () => db('asked').pluck('idempotency_key');
    await expectMigrations(db, {
      directory,
      tables: ['asked', 'batch', 'batch_item', 'restart', 'restart_group'],
      fill: async () => {
        await db('asked').insert({
          owner: 'user:acme/ben',
          idempotency_key: 'of-a-request',
          fingerprint: 'of-its-text',
          target: randomUUID(),
          created: new Date().toISOString(),
        });
        expect(await keys()).toEqual(['of-a-request']);
      },
      expectEmpty: async () => expect(await keys()).toEqual([]),
    });
  });

  it('give every column a comment', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    await expectColumnComments(db);
  });
});
