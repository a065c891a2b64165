import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import express, { NextFunction, Request, Response } from 'express';
import { createChangesRouter } from './changes';
import { createInteractionRouter } from './interactions';
import { SIGN_IN_SCRIPT, STYLE_SHEET } from './pages/assets';
import { overviewPage, SCRIPT_PATH, STYLE_PATH } from './pages/pages';
import { PeopleDirectory, SANDBOX_TENANTS } from './people';
import { createTenantProvider } from './provider';
import { IdentityStore } from './store';

/** The address that the identity provider listens on; never another. */
const LOOPBACK = '127.0.0.1';
const LOOPBACK_NAMES = ['localhost', LOOPBACK];

/** How the sandbox's identity provider is started. */
export interface SandboxIdentityProviderOptions {
  /** 0: any free one. */
  port: number;
  /** Where keys, grants and sessions are kept, so that they survive a restart. */
  dataDirectory: string;
  /** The portal's address, e.g. `http://localhost:7007`. */
  portalUrl: string;
  /** Addresses of further portals that people may be sent back to. */
  redirectOrigins?: string[];
}

/** A running identity provider. */
export interface SandboxIdentityProvider {
  port: number;
  /** Tenant → issuer. */
  issuers: { acme: string; globex: string };
  /** Replaces somebody's groups, as from the next token or userinfo answer. */
  setGroups(tenant: string, person: string, groups: string[]): void;
  /** Disables an account: its refresh tokens and access tokens stop working. */
  disable(tenant: string, person: string): void;
  enable(tenant: string, person: string): void;
  stop(): Promise<void>;
}

/**
 * Starts one OIDC provider for each tenant of the sandbox, on 127.0.0.1.
 * @throws Error when the port is in use.
 */
export async function startSandboxIdentityProvider(
  options: SandboxIdentityProviderOptions,
): Promise<SandboxIdentityProvider> {
  const app = express();
  const server = createServer(app);
  const port = await listen(server, options.port);
  const store = await IdentityStore.open(options.dataDirectory);
  const redirectOrigins = [
    new URL(options.portalUrl).origin,
    ...(options.redirectOrigins ?? []),
  ];

  app.disable('x-powered-by');
  app.use(refuseOtherHosts, securityHeaders);
  app.get(STYLE_PATH, (_req, res) => res.type('css').send(STYLE_SHEET));
  app.get(SCRIPT_PATH, (_req, res) => res.type('js').send(SIGN_IN_SCRIPT));

  const tenants = new Map<
    string,
    { issuer: string; people: PeopleDirectory }
  >();
  for (const tenant of SANDBOX_TENANTS) {
    const people = new PeopleDirectory(tenant);
    const issuer = `http://localhost:${port}/${tenant.id}`;
    const provider = await createTenantProvider({
      issuer,
      people,
      store,
      redirectOrigins,
    });
    tenants.set(tenant.id, { issuer, people });
    app.use(`/${tenant.id}`, createInteractionRouter(provider, people));
    app.use(`/${tenant.id}`, provider.callback());
  }
  app.get('/', (_req, res) => res.send(overviewPage([...tenants.values()])));
  app.use(createChangesRouter(tenants));

  const at = (tenant: string) => {
    const found = tenants.get(tenant);
    if (!found) throw new Error(`The sandbox has no tenant ${tenant}`);
    return found;
  };
  return {
    port,
    issuers: { acme: at('acme').issuer, globex: at('globex').issuer },
    setGroups: (tenant, person, groups) =>
      at(tenant).people.setGroups(person, groups),
    disable: (tenant, person) => at(tenant).people.disable(person),
    enable: (tenant, person) => at(tenant).people.enable(person),
    stop: async () => {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await store.close();
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} of the sandbox's identity provider is in use: stop what listens there, or set sandbox.identity.port`,
            )
          : error,
      ),
    );
    server.listen(port, LOOPBACK, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** A page elsewhere that gives its own name the address 127.0.0.1 reads nothing here. */
function refuseOtherHosts(req: Request, res: Response, next: NextFunction) {
  if (LOOPBACK_NAMES.includes(req.hostname)) {
    next();
    return;
  }
  res
    .status(421)
    .type('text')
    .send('The sandbox answers on localhost and 127.0.0.1 only.\n');
}

function securityHeaders(_req: Request, res: Response, next: NextFunction) {
  res.set({
    // Browsers hold `form-action` against the redirects after a form too, which end at the portal or at a command
    // line's port on the loopback.
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "form-action 'self' http://localhost:* http://127.0.0.1:*",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
}
