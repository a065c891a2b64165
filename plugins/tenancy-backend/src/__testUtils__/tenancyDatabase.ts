import knex, { Knex } from 'knex';
import { join } from 'node:path';
import type { Portal } from './portal';

/** The database of a portal's tenancy plugin, as somebody sees it who has got hold of it. SQLite must be on disk. */
export function tenancyDatabase({ database }: Portal): Knex {
  const { connection, prefix } = database as any;
  if (database.client === 'pg') {
    const url = new URL(connection);
    url.pathname = `/${prefix}tenancy`;
    return knex({ client: 'pg', connection: url.href });
  }
  return knex({
    client: 'better-sqlite3',
    connection: { filename: join(connection.directory, 'tenancy.sqlite') },
    useNullAsDefault: true,
  });
}
