import knex from 'knex';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Portal } from './portal';

/** Everything in the files of the database, also what was deleted and is still there. */
export async function dumpDatabase(
  from: Portal,
): Promise<Record<string, string>> {
  const { directory } = from.database.connection as { directory: string };
  const dump: Record<string, string> = {};
  for (const file of await readdir(directory)) {
    const path = join(directory, file);
    dump[file] = await readFile(path, 'latin1');
    if (!file.endsWith('.sqlite')) continue;
    const db = knex({
      client: 'better-sqlite3',
      connection: { filename: path },
      useNullAsDefault: true,
    });
    const tables = await db('sqlite_master')
      .where('type', 'table')
      .pluck('name');
    for (const table of tables) {
      dump[`${file} ${table}`] = JSON.stringify(await db(table));
    }
    await db.destroy();
  }
  return dump;
}
