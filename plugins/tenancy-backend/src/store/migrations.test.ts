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
  '@wheelhouse/plugin-tenancy-backend',
  'migrations',
);

describeEachDatabase('the migrations', databaseId => {
  it('go up to the tables of the design, keep what is in them, and come down to nothing', async () => {
    const db = await databases.init(databaseId);
    await expectMigrations(db, {
      directory,
      tables: [
        'activity',
        'auth',
        'auth_claims',
        'auth_groups',
        'auth_token',
        'device_code',
        'device_guess',
        'entity',
        'entity_persona',
        'login_attempt',
        'login_code',
        'provider_grant',
        'settings',
      ],
      fill: async () => {
        await db('settings').insert({
          id: '00000000-0000-4000-8000-000000000000',
          name: 'a',
          value: '1',
          version: 1,
          deleted: false,
          updated: new Date().toISOString(),
          updated_by: 'ada@acme.example',
        });
        expect(await db('settings').select('name')).toEqual([{ name: 'a' }]);
      },
      expectEmpty: async () =>
        expect(await db('settings').select('name')).toEqual([]),
    });
  });

  it('give every column a comment', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    await expectColumnComments(db);
  });
});
