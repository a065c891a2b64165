import { newEntry, nameKey } from '@wheelhouse/plugin-sshmenu-common';
import { knex } from 'knex';
import { join } from 'node:path';
import type { Server } from './server';

/** Rows that go to the database at once. */
const CHUNK = 500;
const DAY = 24 * 3600_000;

/** Puts so many entries into somebody's own list, a tenth of which they have used. */
export async function seedEntries(
  portal: Server,
  owner: string,
  amount: number,
): Promise<void> {
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename: join(portal.folder, 'sshmenu.sqlite') },
    useNullAsDefault: true,
  });
  const entries = Array.from({ length: amount }, (_, n) => {
    const id = `entry-${n}`;
    const name = `server ${n}`;
    const host = `s${n}.dc${n % 7}.example`;
    const fields = { name, host, user: 'root', port: 22, tags: ['prod'] };
    const state = newEntry({ list: 'mine', id, replica: 'bench' }, fields);
    return {
      list_key: owner,
      id,
      seq: n + 1,
      version: 1,
      deleted: false,
      name_key: nameKey(name),
      search: [name, host, 'root', 'prod'].join('\n'),
      state: JSON.stringify({ ...state, version: 1 }),
    };
  });
  await db('entry_list').insert({
    list_key: owner,
    writers: 'members',
    seq: amount,
    entries: amount,
    rows: amount,
  });
  await db.batchInsert('entry', entries, CHUNK);
  const used = entries.filter((_, n) => n % 10 === 0);
  await db.batchInsert(
    'personal',
    used.map(({ id }, n) => ({
      owner,
      list_key: owner,
      id,
      uses: 1 + (n % 9),
      last_used: new Date(Date.now() - (n % 300) * DAY).toISOString(),
      last_used_from: 'laptop',
      frecency: n / 7,
    })),
    CHUNK,
  );
  await db.raw('analyze');
  await db.destroy();
}
