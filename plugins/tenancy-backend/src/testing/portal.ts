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
import { AddressInfo, createServer } from 'node:net';
import tenancyPlugin from '../index';

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
  /** Further plugins and modules. */
  features?: BackendFeature[];
  databaseId?: string;
  /** Another portal on whose database this one runs, as its second server. */
  besides?: Portal;
  onLog?: (line: string) => void;
}

/** A whole portal on a free port, with two tenants whose providers do as they are told. */
export interface Portal {
  url: string;
  acme: HostileProvider;
  globex: HostileProvider;
  database: Record<string, unknown>;
  stop(): Promise<void>;
}

export const ENCRYPTION_KEY = randomBytes(32).toString('base64');

/** Starts a portal with everything that `npm start` has, except for its pages. */
export async function startPortal(
  options: PortalOptions = {},
): Promise<Portal> {
  const { besides } = options;
  const acme =
    besides?.acme ?? (await HostileProvider.start({ clientId: 'wheelhouse' }));
  const globex =
    besides?.globex ??
    (await HostileProvider.start({ clientId: 'wheelhouse' }));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const database = besides?.database ?? databaseOf(options.databaseId);
  const tenant = (id: string, title: string, { issuer }: HostileProvider) => ({
    id,
    title,
    issuer,
    clientId: 'wheelhouse',
    ...options.tenants?.[id],
  });
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
      tenants: [
        tenant('acme', 'Acme Corp', acme),
        tenant('globex', 'Globex', globex),
      ],
      admins: ['group:acme/platform-admins'],
      encryptionKeys: [{ id: 'test', secret: ENCRYPTION_KEY }],
      ...options.tenancy,
    },
  };
  const backend = createBackend();
  backend.add(mockServices.rootConfig.factory({ data: data as any }));
  for (const feature of [
    httpEdge,
    tenancyFeatures,
    tenancyPlugin,
    authPlugin,
    authModuleTenancy,
    permissionPlugin,
    allowAllPolicy,
    ...(options.features ?? []),
  ]) {
    backend.add(feature);
  }
  const restore = listenToLog(options.onLog);
  try {
    await backend.start();
  } catch (error) {
    restore();
    if (!besides) await Promise.all([acme.stop(), globex.stop()]);
    throw error;
  }
  return {
    url,
    acme,
    globex,
    database,
    async stop() {
      await backend.stop();
      restore();
      if (!besides) await Promise.all([acme.stop(), globex.stop()]);
    },
  };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function databaseOf(id = 'SQLITE_3') {
  if (id === 'SQLITE_3') {
    return { client: 'better-sqlite3', connection: ':memory:' };
  }
  return {
    client: 'pg',
    connection: process.env[POSTGRES_VARIABLE],
    prefix: `portal_${randomBytes(6).toString('hex')}_`,
  };
}

/** What the server logs, which tests of secrets read; nothing of it reaches the terminal. */
function listenToLog(onLog: (line: string) => void = () => {}) {
  const write = process.stdout.write;
  process.stdout.write = ((chunk: any) => {
    onLog(String(chunk));
    return true;
  }) as any;
  return () => {
    process.stdout.write = write;
  };
}
