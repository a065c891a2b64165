import {
  coreServices,
  createBackendPlugin,
  DiscoveryService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  AuthDirectory,
  authDirectoryServiceRef,
} from '@wheelhouse/plugin-tenancy-node';
import { createLocalJWKSet, jwtVerify } from 'jose';

/** What one measurement is: so many checks of one kind, one after the other. */
export interface Checks {
  question: 'checks';
  kind: 'key' | 'asked' | 'signature';
  /** An API key, or a Backstage token. */
  token: string;
  count: number;
}

/** Answers {@link Checks} with the CPU time of one check, in microseconds. */
export const checkPlugin = createBackendPlugin({
  pluginId: 'bench',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        discovery: coreServices.discovery,
        directory: authDirectoryServiceRef,
      },
      async init(services) {
        process.on('message', async (message: Checks & { id: number }) => {
          if (message.question !== 'checks') return;
          const { id } = message;
          try {
            process.send!({ id, answer: await run(message, services) });
          } catch (error) {
            process.send!({ id, error: String(error) });
          }
        });
      },
    });
  },
});

async function run(
  { kind, token, count }: Checks,
  services: {
    httpAuth: HttpAuthService;
    discovery: DiscoveryService;
    directory: AuthDirectory;
  },
): Promise<number> {
  const check =
    kind === 'signature'
      ? await signatureCheck(token, services.discovery)
      : keyCheck(token, services.httpAuth);
  const before = process.cpuUsage();
  for (let i = 0; i < count; i += 1) {
    if (kind === 'asked') services.directory.forget();
    await check();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

/** Everything that a plugin does to know whose key a request is made with, and what it may. */
function keyCheck(token: string, httpAuth: HttpAuthService) {
  const headers = { authorization: `Bearer ${token}` };
  return async () => {
    // A new one each time: Backstage keeps what it found with the request.
    const request = {
      method: 'GET',
      originalUrl: '/api/bench/things',
      headers,
    };
    await httpAuth.credentials(request as never, { allow: ['user'] });
  };
}

/** The least that verifying a Backstage token takes: its signature and times, with a key that is at hand. */
async function signatureCheck(token: string, discovery: DiscoveryService) {
  const url = `${await discovery.getBaseUrl('auth')}/.well-known/jwks.json`;
  const keys = createLocalJWKSet((await (await fetch(url)).json()) as never);
  return () =>
    jwtVerify(token, keys, {
      algorithms: ['ES256'],
      typ: 'vnd.backstage.user',
    });
}
