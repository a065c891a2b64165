import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { requestIdentityServiceRef } from '..';
import { startServer } from '../__testUtils__/server';
import { foreignPlugin } from '../__testUtils__/thingsPlugin';

const LIMITS = { window: '10m', perAuth: 4, perAddress: 6, signIn: 3 };

function start(options: { rateLimit?: JsonObject; backend?: JsonObject } = {}) {
  return startServer({
    config: { wheelhouse: { rateLimit: { ...LIMITS, ...options.rateLimit } } },
    backend: options.backend,
    features: [
      foreignPlugin({
        routes: router => {
          router.get('/open', (_req, res) => {
            res.json({});
          });
        },
      }),
      foreignPlugin({
        pluginId: 'guarded',
        open: false,
        routes: router => {
          router.get('/', (_req, res) => {
            res.json({});
          });
        },
      }),
      foreignPlugin({
        pluginId: 'tenancy',
        routes: router => {
          router.get('/login', (_req, res) => {
            res.json({});
          });
        },
      }),
      createServiceFactory({
        service: requestIdentityServiceRef,
        deps: {},
        factory: () => ({
          identify: token => token.match(/^whk_alive_(\w+?)_/)?.[1],
        }),
      }),
    ],
  });
}

type Server = Awaited<ReturnType<typeof start>>;

/** The statuses of requests that are made one after the other. */
async function ask(
  server: Server,
  path: string,
  count: number,
  headers: (i: number) => Record<string, string> = () => ({}),
): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i++) {
    const { status } = await server.agent.get(path).set(headers(i));
    statuses.push(status);
  }
  return statuses;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('rate limits', () => {
  it('count by auth, whatever its token, and say when to come back', async () => {
    const server = await start();
    const statuses = await ask(server, '/api/foreign/open', 5, i =>
      bearer(`whk_alive_ada_${i}`),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    const refused = await server.agent
      .get('/api/foreign/open')
      .set(bearer('whk_alive_ada_9'));
    expect(refused.body.error.name).toBe('TooManyRequestsError');
    expect(refused.body.requestId).toBe(refused.headers['x-request-id']);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(600);
    expect(
      await ask(server, '/api/foreign/open', 1, () =>
        bearer('whk_alive_ben_0'),
      ),
    ).toEqual([200]);
  });

  it('count by person where only the verified credentials say whose a request is', async () => {
    const server = await start();
    const header = mockCredentials.user.header('user:acme/ada');
    const statuses = await ask(server, '/api/guarded', 5, () => ({
      authorization: header,
    }));
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    // They were not counted for the address.
    expect(await ask(server, '/api/foreign/open', 6)).not.toContain(429);
  });

  it('do not count what plugins ask each other', async () => {
    const server = await start();
    const statuses = await ask(server, '/api/guarded', 10, () => ({
      authorization: mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('plugin:catalog'),
        targetPluginId: 'guarded',
      }),
    }));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('leave the files of the page and the health probes alone', async () => {
    const server = await start();
    expect(await ask(server, '/static/app.js', 10)).not.toContain(429);
    expect(
      await ask(server, '/.backstage/health/v1/liveness', 10),
    ).not.toContain(429);
  });

  it('promise 17: still limit signing in, with any credentials and any spelling', async () => {
    const server = await start();
    const statuses = [
      ...(await ask(server, '/api/tenancy/login', 1)),
      ...(await ask(server, '/API/Tenancy/login/', 1)),
      ...(await ask(server, '/api/tenancy/login', 3, i =>
        bearer(`whk_alive_a${i}_0`),
      )),
    ];
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  it('promise 17: still limit many made-up tokens', async () => {
    const server = await start();
    const statuses = await ask(server, '/api/guarded', 6, i =>
      bearer(`whk_made_up_${i}`),
    );
    expect(statuses).toEqual([401, 401, 401, 429, 429, 429]);
    const concurrent = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        ask(server, '/api/foreign/open', 1, () => bearer(`other_${i}`)),
      ),
    );
    expect(new Set(concurrent.flat())).toEqual(new Set([429]));
    // Who is known is not harmed by what others try from the same address.
    expect(
      await ask(server, '/api/foreign/open', 1, () =>
        bearer('whk_alive_ada_0'),
      ),
    ).toEqual([200]);
  });

  it('promise 17: still limit many made-up tokens where no sign-in is needed', async () => {
    const server = await start();
    const statuses = await ask(server, '/api/foreign/open', 8, i =>
      bearer(`made_up_${i}`),
    );
    expect(statuses.slice(6)).toEqual([429, 429]);
  });

  it('promise 17: still limit spoofed X-Forwarded-For', async () => {
    const spoofed = (i: number) => ({
      'x-forwarded-for': `198.51.100.${i}`,
      forwarded: `for=198.51.100.${i}`,
      'x-real-ip': `198.51.100.${i}`,
    });
    const direct = await start();
    expect(
      (await ask(direct, '/api/foreign/open', 8, spoofed)).slice(6),
    ).toEqual([429, 429]);
    const behindProxy = await start({ backend: { trustProxy: 1 } });
    const statuses = await ask(behindProxy, '/api/foreign/open', 8, i => ({
      'x-forwarded-for': `198.51.100.${i}, 203.0.113.7`,
    }));
    expect(statuses.slice(6)).toEqual([429, 429]);
  });

  it('tell clients behind a trusted proxy apart, and IPv6 clients by network', async () => {
    const server = await start({ backend: { trustProxy: 'loopback' } });
    const from = (address: (i: number) => string) =>
      ask(server, '/api/foreign/open', 8, i => ({
        'x-forwarded-for': address(i),
      }));
    expect(await from(i => `198.51.100.${i}`)).not.toContain(429);
    expect((await from(i => `2001:db8:1:${i}::1`)).slice(6)).toEqual([
      429, 429,
    ]);
  });

  it('promise 17: limit again after a restart', async () => {
    for (let round = 0; round < 2; round++) {
      const server = await start();
      expect(await ask(server, '/api/tenancy/login', 4)).toEqual([
        200, 200, 200, 429,
      ]);
    }
  });

  it.each([
    [{ perAuth: 0 }, /wheelhouse\.rateLimit\.perAuth/],
    [{ signIn: 1.5 }, /wheelhouse\.rateLimit\.signIn/],
    [{ perAddress: 'many' }, /wheelhouse\.rateLimit\.perAddress/],
    [{ window: '3 fortnights' }, /wheelhouse\.rateLimit\.window/],
    [{ window: '2d' }, /wheelhouse\.rateLimit\.window/],
    [{ perUser: 5 }, /wheelhouse\.rateLimit\.perUser is not known/],
  ])('do not start with %j', async (rateLimit, message) => {
    await expect(start({ rateLimit })).rejects.toThrow(message);
  });
});
