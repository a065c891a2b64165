import { sshmenuPermissions } from '@wheelhouse/plugin-sshmenu-common';
import {
  DenyingPolicy,
  expectRefused,
  permissionCases,
  routesOf,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/policy';
import type { Portal } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/portal';
import { essence } from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/routes';
import {
  sendAs,
  TestBrowser,
} from '@wheelhouse/plugin-tenancy-backend/src/__testUtils__/TestBrowser';
import { randomUUID } from 'node:crypto';
import openapi from '../../openapi.json';
import { keyOf, startMenuPortal } from '../__testUtils__/menuPortal';
import { ada, ben } from '../__testUtils__/people';

jest.setTimeout(120_000);

const WEB = { name: 'web', host: 'web.example' };
const policy = new DenyingPolicy();
let portal: Portal;
let owner: TestBrowser;
let admin: TestBrowser;

beforeAll(async () => {
  portal = await startMenuPortal({ policy: policy.feature });
  owner = await TestBrowser.signedIn(portal, 'acme', ben);
  admin = await TestBrowser.signedIn(portal, 'acme', ada);
});
afterAll(() => portal?.stop());

/** With a key that the policy was not asked about yet: what it says is believed for a moment. */
async function newKey(route: string): Promise<string> {
  return keyOf(route.startsWith('PUT /lists') ? admin : owner);
}

async function makeEntry(): Promise<string> {
  const { body } = await owner.request('POST', '/api/sshmenu/entries', {
    body: WEB,
  });
  return body.id;
}

const BODIES: Record<string, object | undefined> = {
  'POST /entries': WEB,
  'PUT /entries/{id}': WEB,
  'POST /entries/{id}/use': {},
  'PUT /entries/{id}/user': { user: 'me' },
  'PUT /lists/{list}': { writers: 'members' },
  'POST /sync': { changes: [] },
};

async function ask(route: string, key: string, id: string, body?: object) {
  const [method, path] = route.split(' ');
  const at = path
    .replace('{id}', id)
    .replace('{list}', encodeURIComponent('group:acme/payments'));
  return sendAs(
    portal,
    key,
    method,
    `/api/sshmenu${at}`,
    body ?? BODIES[route],
    { 'if-match': '*' },
  );
}

it('each route names the permissions that it asks for, or why there is none', () => {
  const silent = routesOf(openapi).filter(
    ({ permissions, reason }) => permissions.length === 0 && !reason,
  );
  expect(silent).toEqual([]);
});

it('the permissions are where installers find them', async () => {
  const { body } = await owner.get(
    '/api/sshmenu/.well-known/backstage/permissions/metadata',
  );
  expect(body.permissions).toEqual(sshmenuPermissions);
});

const withoutSync = permissionCases(openapi).filter(
  ({ route, permission }) =>
    route !== 'POST /sync' || permission !== 'sshmenu.entry.write',
);

it.each(withoutSync)(
  '$route without the permission $permission does nothing, and tells nothing',
  async ({ route, permission, reads }) => {
    const id = await makeEntry();
    const key = await newKey(route);
    const answer = await policy.denying(permission, () => ask(route, key, id));
    if (!reads) {
      expectRefused(answer, permission);
    } else if (route.includes('{')) {
      const other = randomUUID();
      const missing = await ask(route, await newKey(route), other);
      expect(missing.status).toBe(404);
      expect(essence(answer, id)).toEqual(essence(missing, other));
    } else {
      expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
    }
    const allowed = await ask(route, await newKey(route), id);
    expect(allowed.status).toBeLessThan(300);
    if (allowed.body?.items) expect(allowed.body.items).not.toEqual([]);
  },
);

it('a machine without the permission to write still hears of what is new, and each of its changes is refused', async () => {
  const id = await makeEntry();
  const key = await newKey('POST /sync');
  const { status, body } = await policy.denying('sshmenu.entry.write', () =>
    ask('POST /sync', key, '', {
      changes: [
        {
          type: 'use',
          list: 'mine',
          id,
          replica: randomUUID(),
          uses: 1,
          lastUsed: new Date().toISOString(),
        },
      ],
    }),
  );
  expect(status).toBe(200);
  expect(body.rejected).toHaveLength(1);
  expect(body.changes).toContainEqual(
    expect.objectContaining({ type: 'list', list: 'mine', right: 'read' }),
  );
  expect(JSON.stringify(body.changes)).toContain(id);
});
