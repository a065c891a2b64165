import type { TestDatabases } from '@backstage/backend-test-utils';

type Knex = Awaited<ReturnType<TestDatabases['init']>>;

const isPostgres = (db: Knex) => db.client.config.client === 'pg';

/** The names of the tables in a database, sorted; without those of the engine and of migrating. */
async function tablesOf(db: Knex): Promise<string[]> {
  const rows = await (isPostgres(db)
    ? db('pg_tables').where('schemaname', 'public').select('tablename as name')
    : db('sqlite_master').where('type', 'table').select('name'));
  return rows
    .map(row => row.name)
    .filter(name => !/^(knex_|sqlite_)/.test(name))
    .sort();
}

/**
 * Expects the migrations of a folder to make these tables, to come down to nothing again whatever stands in them, and to
 * make them anew.
 */
export async function expectMigrations(
  db: Knex,
  options: {
    directory: string;
    tables: string[];
    /** Writes something into the tables, and expects that it is there. */
    fill(): Promise<unknown>;
    /** Expects that it is not there. */
    expectEmpty(): Promise<unknown>;
  },
): Promise<void> {
  const { directory, tables, fill, expectEmpty } = options;
  await db.migrate.latest({ directory });
  expect(await tablesOf(db)).toEqual(tables);
  await fill();
  await db.migrate.rollback({ directory }, true);
  expect(await tablesOf(db)).toEqual([]);
  await db.migrate.latest({ directory });
  await expectEmpty();
}

/** Expects a comment on each column of a database; SQLite keeps none. */
export async function expectColumnComments(db: Knex): Promise<void> {
  const bare = isPostgres(db)
    ? await db('information_schema.columns')
        .where('table_schema', 'public')
        .whereNot('table_name', 'like', 'knex_%')
        .whereRaw(
          `col_description((table_schema || '.' || table_name)::regclass, ordinal_position) is null`,
        )
        .select('table_name', 'column_name')
    : [];
  expect(bare).toEqual([]);
}
