import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTestDatabases, describeEachDatabase } from '@wheelhouse/testing';
import { Knex } from 'knex';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const directory = resolvePackagePath(
  '@wheelhouse/plugin-tenancy-backend',
  'migrations',
);

async function tablesOf(db: Knex): Promise<string[]> {
  const postgres = db.client.config.client === 'pg';
  const rows = await (postgres
    ? db('pg_tables').where('schemaname', 'public').select('tablename as name')
    : db('sqlite_master').where('type', 'table').select('name'));
  return rows
    .map(row => row.name)
    .filter(name => !/^(knex_|sqlite_)/.test(name))
    .sort();
}

describeEachDatabase('the migrations', databaseId => {
  it('go up to the tables of the design, keep what is in them, and come down to nothing', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    expect(await tablesOf(db)).toEqual([
      'activity',
      'auth',
      'auth_claims',
      'auth_groups',
      'auth_token',
      'entity',
      'entity_persona',
      'login_attempt',
      'login_code',
      'provider_grant',
      'settings',
    ]);
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
    await db.migrate.rollback({ directory }, true);
    expect(await tablesOf(db)).toEqual([]);
    await db.migrate.latest({ directory });
    expect(await db('settings').select('name')).toEqual([]);
  });

  it('give every column a comment', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    // SQLite keeps none.
    const bare =
      db.client.config.client === 'pg'
        ? await db('information_schema.columns')
            .where('table_schema', 'public')
            .whereNot('table_name', 'like', 'knex_%')
            .whereRaw(
              `col_description((table_schema || '.' || table_name)::regclass, ordinal_position) is null`,
            )
            .select('table_name', 'column_name')
        : [];
    expect(bare).toEqual([]);
  });
});
