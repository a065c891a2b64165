import { randomUUID } from 'node:crypto';
import openapi from '../../openapi.json';
import { Device } from '../__testUtils__/Device';
import { eventually } from '../__testUtils__/eventually';
import { ada, ben, hana } from '../__testUtils__/people';
import { serviceTokens } from '../__testUtils__/plugins';
import { Portal, startPortal } from '../__testUtils__/portal';
import { essence, routeNames } from '../__testUtils__/routes';
import { Answer, send, TestBrowser } from '../__testUtils__/TestBrowser';

/** Who asks. What is asked for is Ben's, of Acme and its group `payments`. */
const ROLES = [
  'administrator',
  'session',
  'full key',
  'narrow key',
  'expired key',
  'revoked key',
  'other tenant',
  'group key',
  'nobody',
  'plugin',
] as const;
type Role = (typeof ROLES)[number];

/** Something that a request is about, made anew for each request. */
type Thing = 'key' | 'group key' | 'session' | 'setting' | 'device';

interface RouteCase {
  query?: string;
  body?: object;
  thing?: Thing;
  /** Ends what it is asked with. */
  ends?: boolean;
  /** In the order of `ROLES`. */
  expect: number[];
}

const OPEN = (status: number) => ROLES.map(() => status);
const READ = [200, 200, 200, 200, 401, 401, 200, 200, 401, 403];
/** Of an administrator alone. */
const ADMIN = (status: number) => [
  ...[status, 403, 403, 403, 401, 401, 403, 403, 401, 403],
];
/** Ben's own. */
const OWN = (status: number) => [
  ...[404, status, status, 403, 401, 401, 404, 404, 401, 403],
];
/** Of the group that Ben is in. */
const GROUP = (status: number) => [
  ...[404, status, status, 403, 401, 401, 404, status, 401, 403],
];
/** Whoever is signed in and was told a code. */
const PEOPLE = (status: number) => [
  ...[status, status, 403, 403, 401, 401, status, 403, 401, 403],
];
const SIGN_IN = '?tenant=acme&scopes=tenancy:read';
const CODE = { code: 'made-up', code_verifier: 'x'.repeat(43) };

/** Every route of the plugin's document; one that is missing here fails. */
const ROUTES: Record<string, RouteCase[]> = {
  'GET /tenants': [{ expect: OPEN(200) }],
  'GET /login': [{ query: '?tenant=acme', expect: OPEN(302) }],
  'GET /token': [{ query: SIGN_IN, expect: OPEN(302) }],
  'GET /callback': [{ query: '?state=x&code=y', expect: OPEN(400) }],
  'GET /callback/{tenant}': [{ query: '?state=x&code=y', expect: OPEN(400) }],
  'POST /login': [
    { body: CODE, expect: OPEN(401) },
    { body: { refresh_token: 'made-up' }, expect: OPEN(401) },
  ],
  'GET /me': [{ expect: READ }],
  'GET /scopes': [{ expect: READ }],
  'GET /activity': [{ expect: READ }],
  'GET /sessions': [{ expect: READ }],
  'GET /tokens': [{ expect: READ }],
  'GET /settings': [{ expect: READ }],
  'GET /settings/{name}': [{ thing: 'setting', expect: READ }],
  'POST /settings': [{ expect: ADMIN(201) }],
  'PUT /settings/{name}': [
    { thing: 'setting', body: { value: 2 }, expect: ADMIN(200) },
  ],
  'DELETE /settings/{name}': [{ thing: 'setting', expect: ADMIN(204) }],
  'POST /token': [
    {
      body: { name: 'new', scopes: ['tenancy:read'] },
      expect: [201, 201, 201, 403, 401, 401, 201, 201, 401, 403],
    },
    { body: CODE, expect: OPEN(401) },
    {
      body: {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: 'made-up',
      },
      expect: OPEN(400),
    },
  ],
  'POST /device': [{ body: { scopes: 'tenancy:read' }, expect: OPEN(200) }],
  'GET /device/{user_code}': [{ thing: 'device', expect: PEOPLE(200) }],
  'POST /device/{user_code}/approve': [
    { thing: 'device', expect: PEOPLE(204) },
  ],
  'POST /device/{user_code}/deny': [{ thing: 'device', expect: PEOPLE(204) }],
  'DELETE /token': [
    {
      ends: true,
      expect: [204, 204, 204, 204, 401, 401, 204, 204, 401, 403],
    },
  ],
  'PUT /token/{id}': [
    { thing: 'key', body: { name: 'renamed' }, expect: OWN(200) },
    { thing: 'key', body: { rotate: true }, expect: OWN(200) },
    { thing: 'group key', body: { name: 'renamed' }, expect: GROUP(200) },
  ],
  'DELETE /token/{id}': [
    { thing: 'key', expect: OWN(204) },
    { thing: 'group key', expect: GROUP(204) },
  ],
  'DELETE /sessions/{id}': [{ thing: 'session', expect: OWN(204) }],
};

let portal: Portal;
let admin: TestBrowser;
let owner: TestBrowser;
let bearers: Record<Role, string | undefined>;
const { tokens, plugin } = serviceTokens('curious');

beforeAll(async () => {
  const many = 1_000_000;
  portal = await startPortal({
    features: [plugin],
    config: {
      wheelhouse: {
        rateLimit: { perAuth: many, perAddress: many, signIn: many },
      },
    },
  });
  admin = await TestBrowser.signedIn(portal, 'acme', ada);
  owner = await TestBrowser.signedIn(portal, 'acme', ben);
  bearers = Object.fromEntries(
    await Promise.all(ROLES.map(async role => [role, await bearerOf(role)])),
  );
  await eventually(async () => {
    const answer = await ask('expired key', 'GET', '/me');
    expect(answer.status).toBe(401);
  });
});
afterAll(() => portal?.stop());

async function makeKey(wanted: object = {}) {
  const { body } = await owner.request('POST', '/api/tenancy/token', {
    body: { name: 'key', scopes: ['*'], ...wanted },
  });
  return body as { id: string; apiKey: string };
}

async function bearerOf(role: Role): Promise<string | undefined> {
  switch (role) {
    case 'administrator':
      return (await TestBrowser.signedIn(portal, 'acme', ada)).token;
    case 'session':
      return (await TestBrowser.signedIn(portal, 'acme', ben)).token;
    case 'full key':
      return (await makeKey()).apiKey;
    case 'narrow key':
      return (await makeKey({ scopes: ['tenancy:read'] })).apiKey;
    case 'expired key':
      return (await makeKey({ expiresIn: 1 })).apiKey;
    case 'revoked key': {
      const { id, apiKey } = await makeKey();
      await owner.request('DELETE', `/api/tenancy/token/${id}`);
      return apiKey;
    }
    case 'other tenant':
      return (await TestBrowser.signedIn(portal, 'globex', hana)).token;
    case 'group key':
      return (await makeKey({ owner: 'group:acme/payments' })).apiKey;
    case 'plugin':
      return tokens.of('tenancy');
    default:
      return undefined;
  }
}

async function make(thing: Thing | undefined): Promise<string> {
  switch (thing) {
    case 'key':
      return (await makeKey()).id;
    case 'group key':
      return (await makeKey({ owner: 'group:acme/payments' })).id;
    case 'session': {
      const other = await TestBrowser.signedIn(portal, 'acme', ben);
      return (await other.get('/api/tenancy/me')).body.auth.id;
    }
    case 'device':
      return (await Device.asks(portal)).codes.user_code;
    case 'setting': {
      const name = `test.s${randomUUID()}`;
      await admin.request('POST', '/api/tenancy/settings', {
        body: { name, value: 1 },
      });
      return name;
    }
    default:
      return 'acme';
  }
}

function ask(
  role: Role,
  method: string,
  path: string,
  body?: object,
  bearer = bearers[role],
): Promise<Answer> {
  return send(`${portal.url}/api/tenancy${path}`, method, {
    body,
    headers: {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      'if-match': '*',
    },
  });
}

it('promise 18: no route is forgotten', () => {
  expect(Object.keys(ROUTES).sort()).toEqual(routeNames(openapi).sort());
});

const cases = Object.entries(ROUTES).flatMap(([route, variants]) =>
  variants.map(variant => ({
    route,
    variant,
    name: [route, variant.thing, Object.keys(variant.body ?? {})]
      .filter(Boolean)
      .join(' '),
  })),
);

it.each(cases)(
  'promise 18: each role is answered as it should be: $name',
  async ({ route, variant }) => {
    const [method, path] = route.split(' ');
    const statuses: Record<string, number> = {};
    const expected: Record<string, number> = {};
    for (const [index, role] of ROLES.entries()) {
      expected[role] = variant.expect[index];
      const id = await make(variant.thing);
      const at = (thing: string) =>
        path.replace(/\{\w+\}/, thing) + (variant.query ?? '');
      const body =
        route === 'POST /settings'
          ? { name: `test.n${randomUUID()}`, value: 1 }
          : variant.body;
      const revoked = role === 'expired key' || role === 'revoked key';
      const bearer =
        variant.ends && !revoked ? await bearerOf(role) : bearers[role];
      const answer = await ask(role, method, at(id), body, bearer);
      statuses[role] = answer.status;
      if (answer.status === 401 && !variant.expect.every(s => s === 401)) {
        expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      }
      // What one may not see looks like what does not exist, and so does what one may not do.
      if (
        variant.thing &&
        variant.thing !== 'setting' &&
        answer.status >= 400
      ) {
        const other = randomUUID();
        const missing = await ask(role, method, at(other), body, bearer);
        expect(essence(answer, id)).toEqual(essence(missing, other));
      }
    }
    expect(statuses).toEqual(expected);
  },
);

it('promise 18: what plugins ask each other is for plugins alone', async () => {
  const key = await makeKey();
  for (const role of ROLES) {
    if (role === 'plugin') continue;
    for (const path of [
      'resolve',
      'backstage-tokens',
      'end-session',
      'settings',
    ]) {
      const answer = await ask(role, 'POST', `/internal/${path}`, {
        by: 'id',
        id: key.id,
      });
      const known = !['expired key', 'revoked key', 'nobody'].includes(role);
      expect([role, path, answer.status]).toEqual([
        role,
        path,
        known ? 403 : 401,
      ]);
    }
  }
});

it('promise 18: only the tenancy plugin has tokens minted for others', async () => {
  const { id } = await makeKey();
  for (const bearer of [
    owner.token,
    bearers['full key'],
    await tokens.of('auth'),
  ]) {
    const answer = await send(
      `${portal.url}/api/auth/tenancy/refresh`,
      'POST',
      {
        body: { authId: id },
        headers: { authorization: `Bearer ${bearer}` },
      },
    );
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('backstageIdentity');
  }
});
