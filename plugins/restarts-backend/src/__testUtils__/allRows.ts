import { knex } from 'knex';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** All rows of all tables of the SQLite databases in a folder, as JSON. */
export async function allRows(directory: string): Promise<string> {
  const files = await readdir(directory);
  const texts = await Promise.all(
    files
      .filter(file => file.endsWith('.sqlite'))
      .map(file => rowsOf(join(directory, file))),
  );
  return texts.join('\n');
}

async function rowsOf(filename: string): Promise<string> {
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  try {
    const tables = await db('sqlite_master').where({ type: 'table' });
    return JSON.stringify(
      await Promise.all(tables.map(({ name }) => db(name))),
    );
  } finally {
    await db.destroy();
  }
}
