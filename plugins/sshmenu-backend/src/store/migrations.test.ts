import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTestDatabases, describeEachDatabase } from '@wheelhouse/testing';
import { Knex } from 'knex';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const directory = resolvePackagePath(
  '@wheelhouse/plugin-sshmenu-backend',
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
  it('go up, keep what is in the tables, and come down to nothing', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest({ directory });
    expect(await tablesOf(db)).toEqual([
      'entry',
      'entry_list',
      'entry_use',
      'personal',
    ]);
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
    await db.migrate.rollback({ directory }, true);
    expect(await tablesOf(db)).toEqual([]);
    await db.migrate.latest({ directory });
    expect(await db('entry_list').pluck('list_key')).toEqual([]);
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
