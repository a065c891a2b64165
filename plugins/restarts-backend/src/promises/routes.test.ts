import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { randomUUID } from 'node:crypto';
import openapi from '../../openapi.json';
import { ada, ben, cleo, gus, hana, keyOf } from '../__testUtils__/people';
import { Answer, Portal, startPortal } from '../__testUtils__/portal';
import { restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';

jest.setTimeout(60_000);

const THERE = 'restarts:restart:dev/shop/deployments/api';

/** Who asks. What is asked for is a workload that Acme's payments may restart, and what Ben did to it. */
const ROLES: Record<string, AuthState> = {
  administrator: ada,
  requester: ben,
  'member of the group': cleo,
  'narrow key': keyOf(ben, 'narrow', [THERE]),
  'reading key': keyOf(ben, 'reading', ['restarts:read']),
  "another workload's key": keyOf(ben, 'other', [`${THERE}-2`]),
  'other tenant': hana,
  "other tenant's administrator": gus,
};

/** In the order of `ROLES`. */
const ROUTES: Record<
  string,
  { path: string; body?: object; expect: number[] }
> = {
  'POST /clusters/{cluster}/namespaces/{namespace}/{kind}/{name}/restart': {
    path: restartPath({
      cluster: 'dev',
      namespace: 'shop',
      kind: 'deployments',
      name: 'api',
    }),
    expect: [404, 202, 202, 202, 404, 404, 404, 404],
  },
  'GET /{id}': {
    path: '/{restart}',
    expect: [404, 200, 200, 200, 200, 404, 404, 404],
  },
  'GET /{id}/stream': {
    path: '/{restart}/stream',
    expect: [404, 200, 200, 200, 200, 404, 404, 404],
  },
  'GET /': { path: '/', expect: ROLES_OK() },
  'GET /workloads': { path: '/workloads', expect: ROLES_OK() },
  'GET /batches': { path: '/batches', expect: ROLES_OK() },
  'POST /batches': {
    path: '/batches',
    body: {
      workloads: [
        { cluster: 'dev', namespace: 'shop', kind: 'deployments', name: 'api' },
      ],
      dryRun: true,
    },
    expect: ROLES_OK(),
  },
  'GET /batches/{id}': {
    path: '/batches/{batch}',
    expect: [404, 200, 404, 200, 200, 404, 404, 404],
  },
  'POST /batches/{id}/stop': {
    path: '/batches/{batch}/stop',
    expect: [404, 200, 404, 200, 200, 404, 404, 404],
  },
};

/** Lists are for everybody; what stands in them is not. */
function ROLES_OK() {
  return Object.keys(ROLES).map(() => 200);
}

describe('promise 18: every route × every role × another tenant', () => {
  const folder = createMockDirectory();
  let cluster: SimulatedCluster;
  let portal: Portal;
  let restart: string;
  let batch: string;
  const refusals: object[] = [];
  /** What the cluster was asked of single workloads. */
  const asked: string[] = [];

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 20,
      intercept: ({ url = '' }) => {
        if (/namespaces\/shop\/deployments\/./.test(url)) asked.push(url);
        return false;
      },
    });
    folder.addContent({ 'dev.kubeconfig': cluster.kubeconfig });
    portal = await startPortal({
      kubeconfig: folder.resolve('dev.kubeconfig'),
      clusters: {
        visibility: [{ clusters: ['*'], groups: ['acme/*', 'globex/*'] }],
      },
      onAudit: event => refusals.push(event),
    });
    const api = simulatedWorkload(cluster, 'shop', 'api', {
      readyAfter: '10ms',
    });
    simulatedWorkload(cluster, 'shop', 'api-2', { readyAfter: '10ms' });
    const wait = `${restartPath(api)}?wait=true`;
    restart = (await portal.request(ben, 'POST', wait)).body.id;
    const begun = await portal.request(ben, 'POST', '/batches', {
      body: { workloads: [api] },
    });
    batch = begun.body.id;
  });
  afterAll(async () => {
    await portal?.stop();
    await cluster?.stop();
  });

  it('has a case for each route of the document', () => {
    const documented = Object.entries(openapi.paths).flatMap(([path, item]) =>
      Object.keys(item).map(method => `${method.toUpperCase()} ${path}`),
    );
    expect(Object.keys(ROUTES).sort()).toEqual(documented.sort());
  });

  const cases = Object.entries(ROUTES).flatMap(
    ([route, { path, body, expect: statuses }]) =>
      Object.keys(ROLES).map((role, i) => ({
        route,
        path,
        body,
        role,
        status: statuses[i],
      })),
  );
  it.each(cases)(
    '$route for $role: $status',
    async ({ route, path, body, role, status }) => {
      const [method] = route.split(' ');
      const fill = (text: string) =>
        text.replace('{restart}', restart).replace('{batch}', batch);
      const answer = await portal.request(ROLES[role], method, fill(path), {
        body,
      });
      expect(answer.status).toBe(status);
      if (status !== 404) return;
      // The same bytes as for what does not exist.
      const elsewhere = path.includes('{')
        ? path.replace(/\{\w+\}/, randomUUID())
        : path.replace('/api/', '/not-there/');
      const missing = await portal.request(ROLES[role], method, elsewhere, {
        body,
      });
      expect(textOf(answer)).toBe(textOf(missing));
    },
  );

  it('tells nothing of the workload to others, and says what is wrong in one way', async () => {
    const { body: page } = await portal.request(hana, 'GET', '/workloads');
    expect(page).toEqual({ items: [], unavailable: [] });
    expect((await portal.request(hana, 'GET', '/')).body.items).toEqual([]);
    const answers = await Promise.all(
      [
        '/clusters/dev/namespaces/shop/deployments/api/restart',
        '/clusters/dev/namespaces/shop/deployments/none/restart',
        '/clusters/dev/namespaces/none/deployments/api/restart',
        '/clusters/none/namespaces/shop/deployments/api/restart',
        '/clusters/dev/namespaces/shop/statefulsets/api/restart',
        '/clusters/dev/namespaces/shop/rollouts/api/restart',
        '/clusters/dev/namespaces/kube-system/deployments/coredns/restart',
      ].map(path => portal.request(hana, 'POST', path)),
    );
    expect(answers.map(answer => answer.status)).toEqual(
      answers.map(() => 404),
    );
    expect(new Set(answers.map(textOf)).size).toBe(1);
  });

  it('audits what a key may not do, with the id of the key', async () => {
    refusals.length = 0;
    await portal.request(
      ROLES["another workload's key"],
      'POST',
      ROUTES[Object.keys(ROUTES)[0]].path,
    );
    expect(refusals).toContainEqual(
      expect.objectContaining({
        eventId: 'restart-request',
        status: 'failed',
        meta: {
          by: 'user:acme/ben',
          key: 'other',
          workload: 'dev/shop/deployments/api',
        },
      }),
    );
  });

  it.each(['..%2Fsecrets', 'a%0A', '--x', 'A', '__proto__', 'x'.repeat(254)])(
    'promise 23: the name %s is refused before anything is called',
    async name => {
      const path = `/clusters/dev/namespaces/shop/deployments/${name}/restart`;
      asked.length = 0;
      expect(await portal.request(ben, 'POST', path)).toMatchObject({
        status: 400,
        body: { error: { name: 'InputError' } },
      });
      expect(asked).toEqual([]);
    },
  );
});

/** What was answered, without what names the request. */
function textOf({ body }: Answer): string {
  const { request, ...rest } = body;
  return JSON.stringify(rest);
}
