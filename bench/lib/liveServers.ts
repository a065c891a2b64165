import { generateApiKey, hashSecret } from '@wheelhouse/plugin-tenancy-node';
import { randomUUID } from 'node:crypto';
import { portalConfig } from './portals';
import { openDatabase, seed } from './seed';
import { Server } from './server';

/** What one measurement publishes: so many events with these data, one after the other. */
export interface Publication {
  question: 'publish';
  count: number;
  data: unknown;
}

/** A server with sockets, and the keys of so many people to open them with. */
export interface LiveServer {
  server: Server;
  keys: string[];
}

/** The portal, with a key for each of so many sockets. */
export async function startLive(sockets: number): Promise<LiveServer> {
  const server = await Server.start('bench/servers/live.ts', () => ({
    ...portalConfig(),
    live: { sockets: { perAuth: sockets, total: 2 * sockets } },
  }));
  const db = openDatabase(server);
  const { apiKey } = await seed(db);
  const [known] = await db('auth').where('token_hash', hashSecret(apiKey));
  const groups = await db('auth_groups').where('auth_id', known.id);
  const keys = Array.from({ length: sockets }, generateApiKey);
  const auths = keys.map(key => ({
    ...known,
    id: randomUUID(),
    token_hash: hashSecret(key),
  }));
  await db.batchInsert('auth', auths, 500);
  await db.batchInsert(
    'auth_groups',
    auths.flatMap(auth =>
      groups.map(group => ({ ...group, id: randomUUID(), auth_id: auth.id })),
    ),
    500,
  );
  await db.destroy();
  return { server, keys };
}

/** `ws` alone, which asks for no key. */
export async function startBare(sockets: number): Promise<LiveServer> {
  const server = await Server.start('bench/servers/bareWs.ts', () => ({}));
  return { server, keys: Array.from({ length: sockets }, () => 'none') };
}
