import type { Portal } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
import {
  essence,
  routeNames,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/routes';
import {
  send,
  TestBrowser,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import { randomUUID } from 'node:crypto';
import openapi from '../../openapi.json';
import { keyOf, startMenuPortal } from '../__testUtils__/menuPortal';
import { ada, ben, cleo, hana } from '../__testUtils__/people';

jest.setTimeout(120_000);

/** Who asks. What is asked for is Ben's, or of his group `payments` at Acme. */
const ROLES = [
  'owner',
  'owner key',
  'reading key',
  'other key',
  'member',
  'administrator',
  'group key',
  'other tenant',
  'nobody',
] as const;
type Role = (typeof ROLES)[number];

const PAYMENTS = 'group:acme/payments';
const WEB = { name: 'web', host: 'web.example' };

interface RouteCase {
  /** In whose list the entry of the address is; absent: there is none. */
  list?: 'mine' | typeof PAYMENTS;
  query?: string;
  body?: object;
  /** In the order of `ROLES`. */
  expect: number[];
}

const ALL = [200, 200, 200, 403, 200, 200, 200, 200, 401];
/** Ben's own. */
const OWN = (status: number, readingKey = 403) => [
  ...[status, status, readingKey, 403, 404, 404, 404, 404, 401],
];
/** Of the group that Ben and Cleo are in. */
const GROUP = (status: number, readingKey = 403) => [
  ...[status, status, readingKey, 403, status, 404, status, 404, 401],
];

/** Every route of the plugin's document; one that is missing here fails. */
const ROUTES: Record<string, RouteCase[]> = {
  'GET /lists': [{ expect: ALL }],
  'PUT /lists/{list}': [
    {
      body: { writers: 'members' },
      expect: [403, 403, 403, 403, 403, 200, 403, 404, 401],
    },
  ],
  'GET /entries': [
    { expect: ALL },
    { query: `?list=${PAYMENTS}`, expect: GROUP(200, 200) },
  ],
  'POST /entries': [
    {
      body: { ...WEB, list: PAYMENTS },
      expect: GROUP(201),
    },
    { body: WEB, expect: [201, 201, 403, 403, 201, 201, 201, 201, 401] },
  ],
  'GET /entries/{id}': [
    { list: 'mine', expect: OWN(200, 200) },
    { list: PAYMENTS, expect: GROUP(200, 200) },
  ],
  'PUT /entries/{id}': [
    { list: 'mine', body: WEB, expect: OWN(200) },
    { list: PAYMENTS, body: WEB, expect: GROUP(200) },
  ],
  'DELETE /entries/{id}': [
    { list: 'mine', expect: OWN(204) },
    { list: PAYMENTS, expect: GROUP(204) },
  ],
  'POST /entries/{id}/use': [
    { list: 'mine', body: {}, expect: OWN(200) },
    { list: PAYMENTS, body: {}, expect: GROUP(200) },
  ],
  'PUT /entries/{id}/user': [
    { list: 'mine', body: { user: 'me' }, expect: OWN(200) },
    { list: PAYMENTS, body: { user: 'me' }, expect: GROUP(200) },
  ],
  'POST /sync': [{ body: { changes: [] }, expect: ALL }],
};

let portal: Portal;
let owner: TestBrowser;
let bearers: Record<Role, string | undefined>;

beforeAll(async () => {
  portal = await startMenuPortal();
  owner = await TestBrowser.signedIn(portal, 'acme', ben);
  const member = await TestBrowser.signedIn(portal, 'acme', cleo);
  const admin = await TestBrowser.signedIn(portal, 'acme', ada);
  const stranger = await TestBrowser.signedIn(portal, 'globex', hana);
  bearers = {
    owner: owner.token,
    'owner key': await keyOf(owner),
    'reading key': await keyOf(owner, ['sshmenu:read']),
    'other key': await keyOf(owner, ['restarts:read']),
    member: member.token,
    administrator: admin.token,
    'group key': await keyOf(owner, ['sshmenu:*'], { owner: PAYMENTS }),
    'other tenant': stranger.token,
    nobody: undefined,
  };
});
afterAll(() => portal?.stop());

async function make(list: RouteCase['list']): Promise<string> {
  const { body } = await owner.request('POST', '/api/sshmenu/entries', {
    body: { ...WEB, list },
  });
  return body.id;
}

function ask(role: Role, method: string, path: string, body?: object) {
  const bearer = bearers[role];
  return send(`${portal.url}/api/sshmenu${path}`, method, {
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
    name: [route, variant.list, variant.query].filter(Boolean).join(' '),
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
      const id = variant.list ? await make(variant.list) : '';
      const at = (thing: string) =>
        path
          .replace('{id}', thing)
          .replace('{list}', encodeURIComponent(PAYMENTS)) +
        (variant.query ?? '');
      const answer = await ask(role, method, at(id), variant.body);
      statuses[role] = answer.status;
      if (variant.list && answer.status >= 400) {
        const other = randomUUID();
        const missing = await ask(role, method, at(other), variant.body);
        expect(essence(answer, id)).toEqual(essence(missing, other));
      }
    }
    expect(statuses).toEqual(expected);
  },
);

it('promise 18: the list of a group that one is not in looks like one of a group that is not there', async () => {
  for (const [method, path, body] of [
    ['GET', (list: string) => `/entries?list=${list}`, undefined],
    [
      'PUT',
      (list: string) => `/lists/${encodeURIComponent(list)}`,
      { writers: 'members' },
    ],
  ] as const) {
    for (const role of ['other tenant', 'administrator'] as const) {
      if (role === 'administrator' && method === 'PUT') continue;
      const real = await ask(role, method, path(PAYMENTS), body);
      const madeUp = await ask(role, method, path('group:acme/nobody'), body);
      expect(real.status).toBe(404);
      expect(essence(real, encodeURIComponent(PAYMENTS))).toEqual(
        essence(madeUp, encodeURIComponent('group:acme/nobody')),
      );
    }
  }
});

it('promise 18: somebody else who uses an id of mine in their list sees nothing, and changes nothing of mine', async () => {
  const id = await make('mine');
  const theirs = await ask('other tenant', 'POST', '/entries', {
    ...WEB,
    name: 'theirs',
    id,
  });
  expect(theirs.status).toBe(201);
  const member = await ask('member', 'POST', '/entries', {
    ...WEB,
    name: 'trap',
    id,
    list: PAYMENTS,
  });
  expect(member.status).toBe(201);
  const mine = await ask('owner', 'GET', `/entries/${id}`);
  expect(mine.body).toMatchObject({ name: 'web', list: 'mine' });
});

it('promise 18: a key reaches the lists that its scopes name, and no other', async () => {
  const key = await keyOf(owner, [
    'sshmenu:read:acme/payments',
    'sshmenu:write:mine',
  ]);
  bearers['other key'] = key;
  const lists = await ask('other key', 'GET', '/lists');
  expect(lists.body.items).toMatchObject([{ list: PAYMENTS, right: 'read' }]);
  const mine = await ask('other key', 'GET', '/entries?list=mine');
  expect(mine.status).toBe(404);
  const write = await ask('other key', 'POST', '/entries', {
    ...WEB,
    list: PAYMENTS,
  });
  expect(write.status).toBe(403);
});
