import { request as httpRequest } from 'node:http';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  allowedOriginsServiceRef,
  currentRequestId,
  readinessServiceRef,
} from '..';
import { startServer, TestServer } from '../__testUtils__/server';
import { foreignPlugin, thingsPlugin } from '../__testUtils__/thingsPlugin';

const USER = { authorization: mockCredentials.user.header() };
const CLIENT_ORIGIN = 'https://app.acme.example';

const failures: Record<string, () => Error> = {
  input: () => new InputError('The name is too long; use fewer characters.'),
  bug: () => new TypeError("Cannot read 'secret-detail' of undefined"),
  knex: () =>
    Object.assign(new Error('Knex: Timeout acquiring a connection'), {
      name: 'KnexTimeoutError',
    }),
  refused: () =>
    Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), {
      code: 'ECONNREFUSED',
    }),
  shutdown: () =>
    Object.assign(new Error('terminating connection'), { code: '57P01' }),
  wrapped: () =>
    new ServiceUnavailableError(
      'Acme does not answer; try again later.',
      new Error('connect to 10.1.2.3 failed'),
    ),
  locked: () =>
    Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }),
};

const foreign = foreignPlugin({
  routes(router, logger) {
    router.get('/fail/:kind', async req => {
      throw failures[req.params.kind]();
    });
    router.get('/log', async (_req, res) => {
      await new Promise(resolve => setImmediate(resolve));
      logger.info('working');
      res.json({ requestId: currentRequestId() });
    });
    router.get('/stream', (_req, res) => {
      res.type('application/x-ndjson').write('{"type":"heartbeat"}\n');
    });
    router.post('/change', (_req, res) => {
      res.json({ changed: true });
    });
    router.get('/change', (_req, res) => {
      res.json({ changed: false });
    });
  },
});

describe('the edge', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer({
      features: [
        thingsPlugin,
        foreign,
        createServiceFactory({
          service: allowedOriginsServiceRef,
          deps: {},
          factory: () => [CLIENT_ORIGIN],
        }),
      ],
    });
  });

  afterEach(() => {
    server.logs.length = 0;
  });

  describe('security headers', () => {
    it('keep pages of the server to themselves', async () => {
      const { headers } = await server.agent.get('/nothing');
      const policy = headers['content-security-policy'].split(';');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'self'",
          "script-src 'self'",
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data:",
          `connect-src 'self' ws://${new URL(server.url).host}`,
          "frame-ancestors 'none'",
          "base-uri 'self'",
          "object-src 'none'",
          "form-action 'self'",
        ]),
      );
      expect(headers['content-security-policy']).not.toContain('unsafe-eval');
      expect(headers['content-security-policy']).not.toContain('upgrade');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['permissions-policy']).toContain('camera=()');
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    });

    it('let nobody keep what plugins answer, unless they say so', async () => {
      const own = await server.agent.get('/api/things/me');
      expect(own.headers['cache-control']).toBe('no-store');
      const document = await server.agent.get('/api/things/openapi.json');
      expect(document.headers['cache-control']).toBe('no-cache');
    });

    it('demand https where the portal has it, and follow backend.csp', async () => {
      const https = await startServer({
        backend: {
          baseUrl: 'https://portal.example',
          csp: {
            scriptSrc: ["'self'", "'unsafe-eval'"],
            'object-src': false,
          },
        },
      });
      const { headers } = await https.agent.get('/nothing');
      expect(headers['strict-transport-security']).toContain(
        'max-age=31536000',
      );
      const policy = headers['content-security-policy'];
      expect(policy).toContain("script-src 'self' 'unsafe-eval'");
      expect(policy).toContain("connect-src 'self' wss://portal.example");
      expect(policy).toContain('upgrade-insecure-requests');
      expect(policy).not.toContain('object-src');
    });
  });

  describe('CORS', () => {
    it('lets allowed origins in, without credentials', async () => {
      const preflight = await server.agent
        .options('/api/things/things')
        .set('origin', CLIENT_ORIGIN)
        .set('access-control-request-method', 'POST');
      expect(preflight.status).toBe(204);
      expect(preflight.headers).toMatchObject({
        'access-control-allow-origin': CLIENT_ORIGIN,
        'access-control-allow-headers':
          'Authorization,Content-Type,If-Match,Idempotency-Key',
      });
      const answer = await server.agent
        .get('/api/things/me')
        .set(USER)
        .set('origin', CLIENT_ORIGIN);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': CLIENT_ORIGIN,
        'access-control-expose-headers': 'ETag,Retry-After,X-Request-Id',
      });
      for (const { headers } of [preflight, answer]) {
        expect(headers['access-control-allow-credentials']).toBeUndefined();
        expect(headers.vary).toContain('Origin');
      }
    });

    it.each([
      ['https://evil.example', '/api/things/me'],
      ['https://app.acme.example.evil.example', '/api/things/me'],
      ['null', '/api/things/me'],
      [CLIENT_ORIGIN, '/page'],
    ])('gives %s no header on %s', async (origin, path) => {
      for (const method of ['get', 'options'] as const) {
        const { headers } = await server.agent[method](path)
          .set(USER)
          .set('origin', origin)
          .set('access-control-request-method', 'GET');
        const names = Object.keys(headers).filter(name =>
          name.startsWith('access-control'),
        );
        expect(names).toEqual([]);
      }
    });
  });

  describe('promise 13: requests forged by other pages', () => {
    const change = (headers: Record<string, string>) =>
      server.agent.post('/api/foreign/change').set(headers);

    it.each([
      [{ 'sec-fetch-site': 'cross-site' }],
      [{ 'sec-fetch-site': 'same-site' }],
      [{ origin: 'https://sibling.localhost' }],
      [{ origin: 'https://sibling.localhost', 'sec-fetch-site': 'same-site' }],
      [{ origin: 'null' }],
      [{ origin: CLIENT_ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ])('are refused with cookies and %j', async headers => {
      const { status, body } = await change({
        cookie: 'session=x',
        ...headers,
      });
      expect(status).toBe(403);
      expect(body.error.name).toBe('NotAllowedError');
    });

    it('are told from those of our own pages and of clients', async () => {
      const cookie = 'session=x';
      for (const headers of [
        { cookie, origin: server.url },
        { cookie, origin: server.url, 'sec-fetch-site': 'same-origin' },
        { cookie, origin: 'http://alias', 'sec-fetch-site': 'same-origin' },
        { cookie },
        { origin: 'https://evil.example' },
        { cookie, origin: CLIENT_ORIGIN, authorization: 'Bearer x' },
      ]) {
        expect((await change(headers as never)).status).toBe(200);
      }
    });

    it('may be read-only', async () => {
      const { status } = await server.agent
        .get('/api/foreign/change')
        .set({ cookie: 'session=x', 'sec-fetch-site': 'cross-site' });
      expect(status).toBe(200);
    });

    it('are refused as text/plain, also without cookies', async () => {
      const { status } = await server.agent
        .post('/api/things/things')
        .set(USER)
        .set('content-type', 'text/plain')
        .send('{"name":"a"}');
      expect(status).toBe(415);
    });
  });

  describe('errors', () => {
    const fail = (kind: string) =>
      server.agent.get(`/api/foreign/fail/${kind}?token=canary`);

    it("have Backstage's body and the request id", async () => {
      const { status, body, headers } = await fail('input');
      expect(status).toBe(400);
      expect(body).toEqual({
        error: {
          name: 'InputError',
          message: 'The name is too long; use fewer characters.',
        },
        request: { method: 'GET', url: '/api/foreign/fail/input' },
        response: { statusCode: 400 },
        requestId: headers['x-request-id'],
      });
      expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
    });

    it.each(['/nothing', '/api/nothing', '/api/things/me'])(
      'have it on %s too',
      async path => {
        const { body, headers } = await server.agent.get(path);
        expect(body.response.statusCode).toBe(path.endsWith('me') ? 401 : 404);
        expect(body.requestId).toBe(headers['x-request-id']);
      },
    );

    it('that nobody foresaw tell nothing but the id, and the log all', async () => {
      const before = process.env.NODE_ENV;
      Object.assign(process.env, { NODE_ENV: 'development' });
      const { status, body, text } = await fail('bug');
      Object.assign(process.env, { NODE_ENV: before });
      expect(status).toBe(500);
      expect(body.error.name).toBe('InternalServerError');
      expect(Object.keys(body.error)).toEqual(['name', 'message']);
      expect(text).not.toContain('secret-detail');
      expect(server.logs).toContainEqual(
        expect.objectContaining({
          level: 'error',
          plugin: 'foreign',
          requestId: body.requestId,
          error: expect.stringContaining('secret-detail'),
        }),
      );
    });

    it.each(['knex', 'refused', 'shutdown', 'locked'])(
      'of a database that is down (%s) are 503 with Retry-After',
      async kind => {
        const { status, body, headers, text } = await fail(kind);
        expect(status).toBe(503);
        expect(body.error.name).toBe('ServiceUnavailableError');
        expect(headers['retry-after']).toBe('5');
        expect(text).not.toContain('10.1.2.3');
      },
    );

    it('that are meant for people keep their text, without the cause', async () => {
      const { body } = await fail('wrapped');
      expect(body.error.message).toBe('Acme does not answer; try again later.');
    });
  });

  describe('the request id', () => {
    it('is the same in the answer, in the plugin and in its log', async () => {
      const { body, headers } = await server.agent.get('/api/foreign/log');
      expect(body.requestId).toBe(headers['x-request-id']);
      expect(server.logs).toContainEqual(
        expect.objectContaining({
          message: 'working',
          requestId: body.requestId,
        }),
      );
    });

    it('is taken from trusted proxies only, and only when it is one', async () => {
      const sent = (target: TestServer, id: string) =>
        target.agent.get('/nothing').set('x-request-id', id);
      const fromAnybody = await sent(server, 'request-0001');
      expect(fromAnybody.headers['x-request-id']).not.toBe('request-0001');
      const behindProxy = await startServer({
        backend: { trustProxy: 'loopback' },
      });
      const accepted = await sent(behindProxy, 'request-0001');
      expect(accepted.headers['x-request-id']).toBe('request-0001');
      for (const bad of [
        'short',
        'a b c d e f g h',
        'x'.repeat(200),
        '{"$x":1}',
      ]) {
        const answer = await sent(behindProxy, bad);
        expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      }
    });
  });

  it('logs requests without queries and headers', async () => {
    const { headers } = await server.agent
      .get('/api/foreign/change?token=canary-query')
      .set('authorization', 'Bearer canary-header')
      .set('cookie', 'canary=cookie');
    expect(server.logs).toContainEqual(
      expect.objectContaining({
        level: 'info',
        type: 'request',
        requestId: headers['x-request-id'],
        method: 'GET',
        path: '/api/foreign/change',
        status: 200,
        durationMs: expect.any(Number),
      }),
    );
    expect(JSON.stringify(server.logs)).not.toContain('canary');
  });

  it('sends each line of a stream at once', async () => {
    const line = await new Promise<string>((resolve, reject) => {
      const request = httpRequest(
        `${server.url.replace('localhost', '127.0.0.1')}/api/foreign/stream`,
        { headers: { 'accept-encoding': 'gzip' } },
        response => {
          response.once('data', chunk => {
            resolve(String(chunk));
            request.destroy();
          });
        },
      );
      request.once('error', reject).end();
    });
    expect(line).toBe('{"type":"heartbeat"}\n');
  });

  it('does not start where trustProxy trusts everybody', async () => {
    await expect(
      startServer({ backend: { trustProxy: true } }),
    ).rejects.toThrow(/backend\.trustProxy must not be true/);
  });
});

describe('readiness', () => {
  it('tells which part is not ready, and no secrets', async () => {
    const parts: Record<string, () => Promise<void>> = {
      cache: async () => {},
      database: async () => {
        throw new Error('connect postgres://user:secret@10.1.2.3 failed');
      },
      provider: async () => {
        throw new ServiceUnavailableError('Acme does not answer.');
      },
      hanging: () => new Promise(() => {}),
    };
    const partsPlugin = createBackendPlugin({
      pluginId: 'parts',
      register(reg) {
        reg.registerInit({
          deps: {
            readiness: readinessServiceRef,
            http: coreServices.httpRouter,
          },
          async init({ readiness }) {
            for (const [name, check] of Object.entries(parts)) {
              readiness.addCheck({ name, check });
            }
          },
        });
      },
    });
    const server = await startServer({ features: [partsPlugin] });
    const read = () =>
      server.agent.get('/.backstage/health/v1/readiness').then(r => r);

    const down = await read();
    expect(down.status).toBe(503);
    expect(down.body).toEqual({
      status: 'error',
      checks: [
        { name: 'cache', status: 'ok' },
        {
          name: 'database',
          status: 'error',
          message: "It does not work; the server's log says why.",
        },
        {
          name: 'provider',
          status: 'error',
          message: 'Acme does not answer.',
        },
        {
          name: 'hanging',
          status: 'error',
          message: 'It did not answer within 2 s.',
        },
      ],
    });
    const live = await server.agent.get('/.backstage/health/v1/liveness');
    expect(live.status).toBe(200);
  });

  it('is as Backstage has it where no part says more, and recovers', async () => {
    let works = false;
    let asked = 0;
    const plugin = createBackendPlugin({
      pluginId: 'parts',
      register(reg) {
        reg.registerInit({
          deps: {
            readiness: readinessServiceRef,
            http: coreServices.httpRouter,
          },
          async init({ readiness }) {
            readiness.addCheck({
              name: 'database',
              async check() {
                asked += 1;
                if (!works) throw new Error('down');
              },
            });
          },
        });
      },
    });
    const server = await startServer({ features: [plugin] });
    const read = () =>
      server.agent.get('/.backstage/health/v1/readiness').then(r => r);
    const answers = await Promise.all([read(), read(), read()]);
    expect(answers.map(answer => answer.status)).toEqual([503, 503, 503]);
    expect(asked).toBe(1);
    works = true;
    let status = 503;
    while (status !== 200) ({ status } = await read());
    expect(status).toBe(200);
  });
});
