import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  restartsPermissions,
  type WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { eventually } from '@wheelhouse/testing';
import { randomUUID } from 'node:crypto';
import openapi from '../../openapi.json';
import { ben, keyOf } from '../__testUtils__/people';
import { type Portal, startPortal } from '../__testUtils__/portal';
import { restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';

jest.setTimeout(60_000);

const folder = createMockDirectory();
const denied = new Set<string>();
/** Of each call, the permissions that it asked for. */
const asked: string[][] = [];
let cluster: SimulatedCluster;
let portal: Portal;
let restart: string;
let batch: string;
/** What was changed in the cluster. */
const patched: string[] = [];

beforeAll(async () => {
  cluster = await startSimulatedCluster({
    name: 'dev',
    speed: 20,
    intercept: ({ method, url = '' }) => {
      if (method === 'PATCH') patched.push(url);
      return false;
    },
  });
  folder.addContent({ kubeconfig: cluster.kubeconfig });
  portal = await startPortal({
    kubeconfig: folder.resolve('kubeconfig'),
    features: [
      mockServices.permissions.mock({
        authorize: async queries => {
          const names = queries.map(({ permission }) => permission.name);
          asked.push(names);
          return names.map(name => ({
            result: denied.has(name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          }));
        },
      }).factory,
    ],
  });
  const api = simulatedWorkload(cluster, 'shop', 'api', { readyAfter: '10ms' });
  const wait = `${restartPath(api)}?wait=true`;
  restart = (await portal.request(ben, 'POST', wait)).body.id;
  const begun = await portal.request(ben, 'POST', '/batches', {
    body: { workloads: [api] },
  });
  batch = begun.body.id;
  await eventually(async () => {
    const { body } = await portal.request(ben, 'GET', `/batches/${batch}`);
    expect(body.state).toBe('ready');
  });
});
afterAll(async () => {
  await portal?.stop();
  await cluster?.stop();
});

/** Ben with a key that the policy was not asked about yet: what it says is believed for a moment. */
const newKey = () => keyOf(ben, randomUUID(), ['*']);

/** A workload that nobody has restarted. */
const newWorkload = () =>
  simulatedWorkload(cluster, 'shop', `w-${randomUUID()}`);

const REQUESTS: Record<
  string,
  () => { path: string; body?: object; workload?: WorkloadReference }
> = {
  'POST /clusters/{cluster}/namespaces/{namespace}/{kind}/{name}/restart':
    () => {
      const workload = newWorkload();
      return { path: restartPath(workload), workload };
    },
  'POST /batches': () => {
    const workload = newWorkload();
    return { path: '/batches', body: { workloads: [workload] }, workload };
  },
  'GET /': () => ({ path: '/' }),
  'GET /workloads': () => ({ path: '/workloads' }),
  'GET /batches': () => ({ path: '/batches' }),
  'GET /batches/{id}': () => ({ path: `/batches/${batch}` }),
  'POST /batches/{id}/stop': () => ({ path: `/batches/${batch}/stop` }),
  'GET /{id}': () => ({ path: `/${restart}` }),
  'GET /{id}/stream': () => ({ path: `/${restart}/stream` }),
};

const cases = Object.entries(openapi.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    permissions: [
      (operation as Record<string, string | string[]>)['x-permission'] ?? [],
    ].flat(),
  })),
);

it('each route names the permissions that it asks for', () => {
  const known = restartsPermissions.map(({ name }) => name);
  for (const { route, permissions } of cases) {
    expect([route, permissions.length > 0]).toEqual([route, true]);
    expect(known).toEqual(expect.arrayContaining(permissions));
  }
});

it.each(
  cases.flatMap(({ route, permissions }) =>
    permissions.map(permission => ({ route, permission, permissions })),
  ),
)(
  '$route without the permission $permission does nothing, and tells nothing',
  async ({ route, permission, permissions }) => {
    const [method] = route.split(' ');
    const { path, body, workload } = REQUESTS[route]();
    const key = newKey();
    asked.length = 0;
    denied.add(permission);
    const answer = await portal
      .request(key, method, path, { body })
      .finally(() => denied.delete(permission));
    expect(asked).toEqual([permissions]);
    if (permissions.some(name => !name.endsWith('.read'))) {
      expect(answer.status).toBe(403);
      expect(answer.body.error).toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(permission),
      });
      expect(patched.join()).not.toContain(workload!.name);
    } else if (route.includes('{')) {
      const elsewhere = path.replace(/[0-9a-f-]{36}/, randomUUID());
      const missing = await portal.request(newKey(), method, elsewhere);
      expect([answer.status, answer.body.error]).toEqual([
        404,
        missing.body.error,
      ]);
    } else {
      expect([answer.status, answer.body.items]).toEqual([200, []]);
    }
    await eventually(async () => {
      const allowed = await portal.request(newKey(), method, path, { body });
      expect(allowed.status).toBeLessThan(300);
      if (allowed.body?.items && method === 'GET') {
        expect(allowed.body.items).not.toEqual([]);
      }
    });
  },
);

it('a stream ends when the policy no longer lets its reader see the restart', async () => {
  const slow = simulatedWorkload(cluster, 'shop', 'slow', {
    readyAfter: '3600s',
  });
  const begun = await portal.request(ben, 'POST', restartPath(slow));
  const stream = await portal.fetch(
    newKey(),
    'GET',
    `/${begun.body.id}/stream`,
  );
  denied.add('restarts.restart.read');
  try {
    await expect(stream.text()).rejects.toThrow();
  } finally {
    denied.delete('restarts.restart.read');
  }
});
