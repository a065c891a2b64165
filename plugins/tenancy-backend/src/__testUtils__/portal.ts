import { createBackend } from '@backstage/backend-defaults';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import allowAllPolicy from '@backstage/plugin-permission-backend-module-allow-all-policy';
import httpEdge from '@wheelhouse/http-node';
import authModuleTenancy from '@wheelhouse/plugin-auth-backend-module-tenancy';
import tenancyFeatures from '@wheelhouse/plugin-tenancy-node';
import { HostileProvider, POSTGRES_VARIABLE } from '@wheelhouse/testing';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import tenancyPlugin from '../index';
import { closingDatabases } from './closingDatabases';

// Each file starts whole servers, on a machine that may be doing other things.
jest.setTimeout(60_000);

/** How a test wants its portal. */
export interface PortalOptions {
  /** Replaces or adds to the `tenancy` configuration. */
  tenancy?: Record<string, unknown>;
  /** Replaces or adds to the whole configuration. */
  config?: Record<string, unknown>;
  /** Added to each tenant's configuration, by its id. */
  tenants?: Record<string, Record<string, unknown>>;
  /** Ids of tenants beside acme and globex, each with a provider of its own. */
  moreTenants?: string[];
  /** Ids of tenants that are not in the configuration, although they have a provider. */
  withoutTenants?: string[];
  /** What decides of permissions, in place of allowing everything. */
  policy?: BackendFeature;
  /** Further plugins and modules. */
  features?: BackendFeature[];
  databaseId?: string;
  /** Where Postgres is reached, by default at the suite's own address. */
  postgresUrl?: string;
  /** Whether a SQLite database is in files, which a second server or a tool can open too. */
  onDisk?: boolean;
  /** Another portal on whose database this one runs, as its second server. */
  besides?: Portal;
  onLog?: (line: string) => void;
}

/** A whole portal on a free port, with two tenants whose providers do as they are told. */
export interface Portal {
  url: string;
  acme: HostileProvider;
  globex: HostileProvider;
  /** The provider of each tenant. */
  providers: Record<string, HostileProvider>;
  database: Record<string, unknown>;
  stop(): Promise<void>;
}

const TITLES: Record<string, string> = { acme: 'Acme Corp', globex: 'Globex' };

export const ENCRYPTION_KEY = randomBytes(32).toString('base64');

/** Starts a portal with everything that `npm start` has, except for its pages. */
export async function startPortal(
  options: PortalOptions = {},
): Promise<Portal> {
  const { besides } = options;
  const providers =
    besides?.providers ?? (await startProviders(options.moreTenants));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { database, remove } = besides
    ? { database: besides.database, remove: undefined }
    : await databaseOf(options);
  const tenants = Object.entries(providers)
    .filter(([id]) => !options.withoutTenants?.includes(id))
    .map(([id, { issuer }]) => ({
      id,
      title: TITLES[id] ?? id,
      issuer,
      clientId: 'wheelhouse',
      ...options.tenants?.[id],
    }));
  const data = {
    app: { baseUrl: url, title: 'Wheelhouse' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database,
    },
    auth: { providers: { tenancy: {} } },
    permission: { enabled: true },
    ...options.config,
    tenancy: {
      tenants,
      admins: ['group:acme/platform-admins'],
      encryptionKeys: [{ id: 'test', secret: ENCRYPTION_KEY }],
      ...options.tenancy,
    },
  };
  const backend = createBackend();
  const databases = closingDatabases();
  backend.add(mockServices.rootConfig.factory({ data: data as any }));
  for (const feature of [
    databases.feature,
    httpEdge,
    tenancyFeatures,
    tenancyPlugin,
    authPlugin,
    authModuleTenancy,
    permissionPlugin,
    options.policy ?? allowAllPolicy,
    ...(options.features ?? []),
  ]) {
    backend.add(feature);
  }
  const restore = listenToLog(options.onLog);
  const cleanUp = async () => {
    await databases.close();
    restore();
    if (besides) return;
    await Promise.all(Object.values(providers).map(p => p.stop()));
    await remove?.();
  };
  try {
    await backend.start();
  } catch (error) {
    await cleanUp();
    throw error;
  }
  return {
    url,
    acme: providers.acme,
    globex: providers.globex,
    providers,
    database,
    async stop() {
      await backend.stop();
      await cleanUp();
    },
  };
}

async function startProviders(
  more: string[] = [],
): Promise<Record<string, HostileProvider>> {
  const providers: Record<string, HostileProvider> = {};
  for (const id of ['acme', 'globex', ...more]) {
    providers[id] = await HostileProvider.start({ clientId: 'wheelhouse' });
  }
  return providers;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function databaseOf(options: PortalOptions): Promise<{
  database: Record<string, unknown>;
  remove?(): Promise<void>;
}> {
  const { databaseId = 'SQLITE_3', onDisk } = options;
  if (databaseId !== 'SQLITE_3') {
    return {
      database: {
        client: 'pg',
        connection: options.postgresUrl ?? process.env[POSTGRES_VARIABLE],
        prefix: `portal_${randomBytes(6).toString('hex')}_`,
      },
    };
  }
  if (!onDisk) {
    return { database: { client: 'better-sqlite3', connection: ':memory:' } };
  }
  const directory = await mkdtemp(join(tmpdir(), 'wheelhouse-portal-'));
  return {
    database: { client: 'better-sqlite3', connection: { directory } },
    remove: () => rm(directory, { recursive: true }),
  };
}

/** What the server logs, which tests of secrets read; nothing of it reaches the terminal. */
function listenToLog(onLog: (line: string) => void = () => {}) {
  // The logger writes to it; under Jest's workers the console has none.
  const before = Object.getOwnPropertyDescriptor(console, '_stdout');
  const log = new Writable({
    write(chunk, _encoding, done) {
      onLog(String(chunk));
      done();
    },
  });
  Object.defineProperty(console, '_stdout', { value: log, configurable: true });
  return () => {
    if (before) Object.defineProperty(console, '_stdout', before);
    else delete (console as any)._stdout;
  };
}
