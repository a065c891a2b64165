import { createHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import { createServer, Server } from 'node:http';
import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import { ada, ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import {
  Answer,
  send,
  sendAs,
  TestBrowser,
} from '../__testUtils__/TestBrowser';

const BAD_METADATA = {
  'another-issuer': { issuer: 'https://login.example.com' },
  'token-at-http': { token_endpoint: 'http://203.0.113.7/token' },
  'token-at-cloud': { token_endpoint: 'https://169.254.169.254/token' },
  'token-at-cloud-http': { token_endpoint: 'http://169.254.169.254/token' },
  'token-at-mapped': {
    token_endpoint: 'https://[::ffff:169.254.169.254]/token',
  },
  'token-at-private': { token_endpoint: 'https://10.0.0.1/token' },
} as const;
const REFUSED: Record<string, RegExp> = {
  'another-issuer': /issuer/,
  'token-at-http': /not https/,
  'token-at-cloud': /not a public address/,
  'token-at-cloud-http': /not https/,
  'token-at-mapped': /not a public address/,
  'token-at-private': /not a public address/,
};
const BAD_ANSWERS = {
  redirecting: { redirect: 'http://127.0.0.1:1/' },
  endless: 'endless',
  silent: 'silent',
  down: 'down',
  failing: 500,
} as const;
const KEYS_TENANTS = ['rotating', 'flooded', 'keyless'];

let portal: Portal;
/** Something inside that nobody outside may reach through us. */
let inside: Server;
let insidePort: number;
let insideConnections = 0;
/** A provider whose certificate nobody has signed but itself. */
let selfSigned: Awaited<ReturnType<typeof startSelfSigned>>;

beforeAll(async () => {
  inside = createServer((_req, res) => res.end('{}'));
  inside.on('connection', () => {
    insideConnections += 1;
  });
  inside.listen(0);
  await once(inside, 'listening');
  insidePort = (inside.address() as AddressInfo).port;
  selfSigned = await startSelfSigned();
  const accepted = { acceptTokens: { audiences: ['mobile-app'] } };
  portal = await startPortal({
    moreTenants: [
      ...Object.keys(BAD_METADATA),
      ...Object.keys(BAD_ANSWERS),
      ...KEYS_TENANTS,
      'token-inside',
      'token-inside-name',
      'token-inside-tls',
      'token-inside-tls-name',
      'token-inside-tls-ipv6',
      'token-inside-tls-number',
      'keys-inside',
      'people-inside',
      'sometimes-down',
      'self-signed',
    ],
    tenants: {
      ...Object.fromEntries(KEYS_TENANTS.map(id => [id, accepted])),
      'self-signed': { issuer: selfSigned.issuer },
    },
  });
  for (const provider of Object.values(portal.providers)) {
    provider.person(ada);
  }
});
afterAll(async () => {
  await portal?.stop();
  inside.close();
  await selfSigned?.server.stop();
});

async function startSelfSigned() {
  let issuer = '';
  const server = await createHttpServer(
    (_req, res) => {
      res.setHeader('content-type', 'application/json');
      res.end(
        JSON.stringify({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        }),
      );
    },
    {
      listen: { host: '127.0.0.1', port: 0 },
      https: { certificate: { type: 'generated', hostname: 'localhost' } },
    },
    { logger: mockServices.logger.mock() },
  );
  await server.start();
  issuer = `https://localhost:${server.port()}`;
  return { server, issuer };
}

/** Signs in as far as one gets; returns the last answer. */
async function tryToSignIn(tenant: string): Promise<Answer> {
  const browser = new TestBrowser(portal);
  const begun = await browser.get(`/api/tenancy/login?tenant=${tenant}`);
  if (begun.status !== 302) return begun;
  return browser.arrive(
    await portal.providers[tenant].authorize(
      begun.headers.get('location')!,
      'ada',
    ),
  );
}

function expectUnavailable(answer: Answer) {
  expect(answer.status).toBe(503);
  expect(answer.body.error.message).toMatch(/try again/i);
  expect(answer.headers.getSetCookie().join()).not.toContain('session');
}

describe('promise 4: metadata and providers that are not to be trusted', () => {
  it.each(Object.entries(BAD_METADATA))(
    'promise 4: %s is refused',
    async (tenant, metadata) => {
      portal.providers[tenant].behave({ metadata });
      const answer = await tryToSignIn(tenant);
      expectUnavailable(answer);
      expect(answer.body.error.message).toMatch(REFUSED[tenant]);
      expect(portal.providers[tenant].requestsTo('token')).toHaveLength(0);
    },
  );

  it('promise 4: a provider with a certificate that nobody vouches for is refused', async () => {
    expectUnavailable(await tryToSignIn('self-signed'));
  });

  it.each([
    ['token-inside', 'token_endpoint', 'http://127.0.0.1'],
    ['token-inside-name', 'token_endpoint', 'http://localhost'],
    ['token-inside-tls', 'token_endpoint', 'https://127.0.0.1'],
    ['token-inside-tls-name', 'token_endpoint', 'https://localhost'],
    ['token-inside-tls-ipv6', 'token_endpoint', 'https://[::1]'],
    ['token-inside-tls-number', 'token_endpoint', 'https://2130706433'],
    ['keys-inside', 'jwks_uri', 'http://127.0.0.1'],
    ['people-inside', 'userinfo_endpoint', 'http://127.0.0.1'],
  ])(
    'promise 4: metadata that points inside reaches nothing there: %s',
    async (tenant, endpoint, origin) => {
      portal.providers[tenant].behave({
        metadata: { [endpoint]: `${origin}:${insidePort}/secret` },
        // So that userinfo is needed.
        idTokenClaims: { groups: undefined },
      });
      expectUnavailable(await tryToSignIn(tenant));
      expect(insideConnections).toBe(0);
    },
  );

  it('promise 4: a provider that redirects, never ends, is silent or down stops nobody else, and is answered for in bounded time', async () => {
    portal.providers.redirecting.behave({
      answers: {
        metadata: { redirect: `http://127.0.0.1:${insidePort}/redirected` },
      },
    });
    for (const tenant of ['endless', 'silent', 'down', 'failing'] as const) {
      portal.providers[tenant].behave({
        answers: { metadata: BAD_ANSWERS[tenant] },
      });
    }
    const bad = Object.keys(BAD_ANSWERS).map(tryToSignIn);
    const browser = await TestBrowser.signedIn(portal, 'acme', ada);
    expect((await browser.get('/api/tenancy/me')).status).toBe(200);
    for (const answer of await Promise.all(bad)) expectUnavailable(answer);
    expect(insideConnections).toBe(0);
    const [{ sentBytes }] = portal.providers.endless.requestsTo('metadata');
    expect(sentBytes).toBeLessThan(20_000_000);
  });

  it('promise 4: people see a page that says what to do', async () => {
    portal.providers.down.behave({ answers: { metadata: 'down' } });
    const answer = await send(
      `${portal.url}/api/tenancy/login?tenant=down`,
      'GET',
      { headers: { accept: 'text/html' } },
    );
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.text).toMatch(/Others can still sign in/);
  });

  it('promise 4: a provider that is up again is used again', async () => {
    const provider = portal.providers['sometimes-down'];
    provider.behave({ answers: { metadata: 'down' } });
    expectUnavailable(await tryToSignIn('sometimes-down'));
    provider.behave({});
    const deadline = Date.now() + 5_000;
    let answer = await tryToSignIn('sometimes-down');
    while (answer.status === 503 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 100));
      answer = await tryToSignIn('sometimes-down');
    }
    expect(answer.status).toBe(302);
  });
});

describe('promise 7: keys of providers', () => {
  const me = (token: string) => sendAs(portal, token, 'GET', '/api/tenancy/me');
  const tokenOf = (
    tenant: string,
    options: Partial<Parameters<(typeof portal.acme)['accessToken']>[0]> = {},
  ) =>
    portal.providers[tenant].accessToken({
      sub: 'ada',
      audience: 'mobile-app',
      ...options,
    });

  it('promise 7: a new key works at once, with one fetch, for sign-in and for tokens', async () => {
    const provider = portal.providers.rotating;
    expect((await me(await tokenOf('rotating'))).status).toBe(200);
    expect(provider.requestsTo('jwks')).toHaveLength(1);
    provider.rotateKeys();
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => me(await tokenOf('rotating'))),
    );
    expect(answers.map(a => a.status)).toEqual([200, 200, 200, 200, 200]);
    const browser = await TestBrowser.signedIn(portal, 'rotating', ben);
    expect((await browser.get('/api/tenancy/me')).status).toBe(200);
    expect(provider.requestsTo('jwks')).toHaveLength(2);
  });

  it('promise 7: made-up key ids make at most one fetch in a cool-down, and stop nobody', async () => {
    const provider = portal.providers.flooded;
    expect((await me(await tokenOf('flooded'))).status).toBe(200);
    const before = provider.requestsTo('jwks').length;
    const flood = await Promise.all(
      Array.from({ length: 40 }, async () =>
        me(await tokenOf('flooded', { signature: 'unknown-kid' })),
      ),
    );
    expect(new Set(flood.map(a => a.status))).toEqual(new Set([401]));
    expect(provider.requestsTo('jwks').length - before).toBe(1);
    expect((await me(await tokenOf('flooded'))).status).toBe(200);
    expect(provider.requestsTo('jwks').length - before).toBe(1);
  });

  it('promise 7: keys that cannot be read are not asked for by every request', async () => {
    const provider = portal.providers.keyless;
    provider.behave({ answers: { jwks: 500 } });
    for (let i = 0; i < 20; i += 1) {
      const answer = await me(await tokenOf('keyless'));
      expect(answer.status).toBe(503);
    }
    expect(provider.requestsTo('jwks').length).toBeLessThan(5);
  });
});

describe('promise 8: clocks', () => {
  afterEach(() => portal.acme.behave({}));

  it.each([60, -60])(
    'promise 8: a provider whose clock is off by %d s is accepted',
    async clockOffset => {
      portal.acme.behave({ clockOffset });
      expect((await tryToSignIn('acme')).status).toBe(302);
    },
  );

  it.each([600, -600])(
    'promise 8: a provider whose clock is off by %d s is refused',
    async clockOffset => {
      portal.acme.behave({ clockOffset });
      expect((await tryToSignIn('acme')).status).toBe(401);
    },
  );

  it.each([
    [60, 200],
    [-60, 200],
    [600, 401],
    [-600, 401],
  ])(
    'promise 8: a token of another client whose clock is off by %d s gets %d',
    async (clockOffset, status) => {
      const token = await portal.providers.rotating.accessToken({
        sub: 'ada',
        audience: 'mobile-app',
        clockOffset,
      });
      const answer = await sendAs(portal, token, 'GET', '/api/tenancy/me');
      expect(answer.status).toBe(status);
    },
  );
});
