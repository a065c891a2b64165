import { tenancyPermissions } from '@wheelhouse/plugin-tenancy-common';
import { randomUUID } from 'node:crypto';
import openapi from '../../openapi.json';
import { Device } from '../__testUtils__/Device';
import { NativeClient } from '../__testUtils__/NativeClient';
import { ada, ben } from '../__testUtils__/people';
import {
  DenyingPolicy,
  expectRefused,
  permissionCases,
  routesOf,
} from '../__testUtils__/policy';
import { type Portal, startPortal } from '../__testUtils__/portal';
import { sendAs, TestBrowser } from '../__testUtils__/TestBrowser';

const policy = new DenyingPolicy();
let portal: Portal;
let owner: TestBrowser;
let admin: TestBrowser;

beforeAll(async () => {
  const many = 1_000_000;
  portal = await startPortal({
    policy: policy.feature,
    config: {
      wheelhouse: {
        rateLimit: { perAuth: many, perAddress: many, signIn: many },
      },
    },
  });
  owner = await TestBrowser.signedIn(portal, 'acme', ben);
  admin = await TestBrowser.signedIn(portal, 'acme', ada);
  await owner.request('POST', '/api/tenancy/token', {
    body: { name: 'ours', scopes: ['*'], owner: 'group:acme/payments' },
  });
});
afterAll(() => portal?.stop());

async function makeKey(of = owner): Promise<{ id: string; apiKey: string }> {
  const { body } = await of.request('POST', '/api/tenancy/token', {
    body: { name: 'key', scopes: ['*'] },
  });
  return body;
}

/** A credential that the policy was not asked about yet: what it says is believed for a moment. */
async function newBearer(route: string): Promise<string> {
  if (route.includes('/device')) {
    return (await TestBrowser.signedIn(portal, 'acme', ben)).token;
  }
  return (await makeKey(route.includes('/settings') ? admin : owner)).apiKey;
}

async function makeSetting(): Promise<{ path: string; body: object }> {
  const name = `test.s${randomUUID()}`;
  await admin.request('POST', '/api/tenancy/settings', {
    body: { name, value: 1 },
  });
  return { path: `/settings/${name}`, body: { value: 2 } };
}

/** What a route is asked, anew each time. */
const REQUESTS: Record<string, () => Promise<{ path: string; body?: object }>> =
  {
    'POST /token': async () => ({
      path: '/token',
      body: { name: 'new', scopes: ['tenancy:read'] },
    }),
    'GET /tokens': async () => ({ path: '/tokens' }),
    'PUT /token/{id}': async () => ({
      path: `/token/${(await makeKey()).id}`,
      body: { name: 'renamed' },
    }),
    'POST /settings': async () => ({
      path: '/settings',
      body: { name: `test.n${randomUUID()}`, value: 1 },
    }),
    'PUT /settings/{name}': makeSetting,
    'DELETE /settings/{name}': async () => ({
      path: (await makeSetting()).path,
    }),
    'POST /device/{user_code}/approve': async () => ({
      path: (await Device.asks(portal))
        .path('approve')
        .slice('/api/tenancy'.length),
    }),
  };

function ask(
  route: string,
  bearer: string,
  { path, body }: { path: string; body?: object },
) {
  const [method] = route.split(' ');
  return sendAs(portal, bearer, method, `/api/tenancy${path}`, body, {
    'if-match': '*',
  });
}

it('each route names the permissions that it asks for, or why there is none', () => {
  const silent = routesOf(openapi).filter(
    ({ permissions, reason }) => permissions.length === 0 && !reason,
  );
  expect(silent).toEqual([]);
});

it('the permissions are where installers find them', async () => {
  const { body } = await sendAs(
    portal,
    await newBearer('/me'),
    'GET',
    '/api/tenancy/.well-known/backstage/permissions/metadata',
  );
  expect(body.permissions).toEqual(tenancyPermissions);
});

it.each(permissionCases(openapi))(
  '$route without the permission $permission does nothing, and tells nothing',
  async ({ route, permission, reads }) => {
    const request = await REQUESTS[route]();
    const bearer = await newBearer(route);
    const answer = await policy.denying(permission, () =>
      ask(route, bearer, request),
    );
    if (reads) {
      expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
    } else {
      expectRefused(answer, permission);
    }
    const allowed = await ask(route, await newBearer(route), request);
    expect(allowed.status).toBeLessThan(300);
    if (reads) expect(allowed.body.items).not.toEqual([]);
  },
);

it('a sign-in that asks for a key ends without one where the policy denies keys, and leaves none behind', async () => {
  const client = new NativeClient(portal, 'token');
  const page = new TestBrowser(portal);
  const end = await client.openBrowser('acme', ben.sub);
  const back = await page.startSignIn(
    portal,
    'acme',
    ben.sub,
    { name: 'on a page', scopes: '*' },
    'token',
  );
  const [redeemed, shown] = await policy.denying('tenancy.key.create', () =>
    Promise.all([
      client.redeem(end.searchParams.get('code')!),
      page.arrive(back),
    ]),
  );
  expectRefused(redeemed, 'tenancy.key.create');
  expect(shown.status).toBe(403);
  expect(shown.text).not.toContain('whk_');
  const { body } = await owner.get('/api/tenancy/tokens?limit=200');
  const names = body.items.map((key: { name: string }) => key.name);
  expect(names).not.toContain('from a terminal');
  expect(names).not.toContain('on a page');
});
