import { knex, Knex } from 'knex';
import type { Skipped } from './figure';
import { openDatabase } from './seed';
import type { Server } from './server';

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/** An engine that the portal can keep its data in. */
export interface ListDatabase {
  name: string;
  /** What the portal's `backend` configuration needs; the prefix parts portals that run side by side. */
  config(prefix: string): object;
  open(portal: Server, prefix: string): Promise<Knex>;
  /** What the engine does by itself within minutes of so many rows. */
  settle(db: Knex): Promise<void>;
  /** Removes what portals with this prefix left behind. */
  drop(prefix: string): Promise<void>;
}

/** SQLite, and the Postgres that the environment names. */
export function databases(): (ListDatabase | Skipped)[] {
  const connection = process.env[POSTGRES];
  return [
    sqlite,
    connection
      ? postgres(connection)
      : {
          name: 'GET /api/tenancy/tokens and /sessions on Postgres',
          skipped: `set ${POSTGRES} to a throw-away Postgres 15 to have it`,
        },
  ];
}

const sqlite: ListDatabase = {
  name: 'SQLite',
  config: () => ({}),
  open: async portal => openDatabase(portal),
  settle: async () => {},
  drop: async () => {},
};

function postgres(connection: string): ListDatabase {
  return {
    name: 'Postgres',
    config: prefix => ({ database: { client: 'pg', connection, prefix } }),
    open: async (_portal, prefix) => {
      const url = new URL(connection);
      url.pathname = `/${prefix}tenancy`;
      return knex({ client: 'pg', connection: url.href });
    },
    settle: async db => {
      await db.raw('vacuum analyze');
    },
    drop: async prefix => {
      const db = knex({ client: 'pg', connection });
      const names: string[] = await db('pg_database')
        .where('datname', 'like', `${prefix.replaceAll('_', '\\_')}%`)
        .pluck('datname');
      for (const name of names) {
        await db.raw('drop database if exists ?? with (force)', [name]);
      }
      await db.destroy();
    },
  };
}
