import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { root, Server } from './server';

/** The portal's own configuration, with limits that a bench does not reach and a tenant that nobody signs in to. */
export function portalConfig(): Record<string, any> {
  return {
    auth: { providers: { tenancy: {} } },
    permission: { enabled: true },
    tenancy: {
      tenants: [
        {
          id: 'acme',
          title: 'Acme Corp',
          issuer: 'http://localhost:9/acme',
          clientId: 'wheelhouse',
        },
      ],
      admins: ['group:acme/platform-admins'],
      encryptionKeys: [
        { id: 'bench', secret: randomBytes(32).toString('base64') },
      ],
    },
    wheelhouse: { rateLimit: { perAuth: 1e9, perAddress: 1e9, signIn: 1e9 } },
  };
}

/** The portal as `npm start` runs it, without the sandbox. */
export function startPortal(backend: object = {}): Promise<Server> {
  return Server.start('packages/backend/src/index.ts', () => ({
    ...portalConfig(),
    backend,
  }));
}

/** A stock Backstage backend with as many plugins as the portal has. */
export function startStock(): Promise<Server> {
  return Server.start(
    'bench/servers/stock.ts',
    () => ({
      app: { packageName: 'stock-app' },
      auth: { providers: { guest: {} } },
      permission: { enabled: true },
    }),
    // Where `stock-app` is found.
    { NODE_PATH: join(root, 'bench/stock') },
  );
}

/** A Backstage token of the stock backend's guest. */
export async function guestToken(stock: Server): Promise<string> {
  const response = await fetch(`${stock.url}/api/auth/guest/refresh`);
  const { backstageIdentity } = (await response.json()) as any;
  return backstageIdentity.token;
}
