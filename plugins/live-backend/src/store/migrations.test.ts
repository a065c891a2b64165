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
  '@wheelhouse/plugin-live-backend',
  'migrations',
);

describeEachDatabase('the migrations', databaseId => {
  it('go up, keep what is in the tables, and come down to nothing', async () => {
    const db = await databases.init(databaseId);
    const channels = () => db('live_event').pluck('channel');
    await expectMigrations(db, {
      directory,
      tables: ['live_event', 'live_head', 'live_ticket'],
      fill: async () => {
        await db('live_event').insert({
          sequence: 1,
          channel: 'restarts',
          type: 'restart',
          time: new Date().toISOString(),
          data: '{}',
        });
        expect(await channels()).toEqual(['restarts']);
      },
      expectEmpty: async () => expect(await channels()).toEqual([]),
    });
  });

  it('give every column a comment', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    await expectColumnComments(db);
  });
});
