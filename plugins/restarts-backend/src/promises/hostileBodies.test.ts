import { createMockDirectory } from '@backstage/backend-test-utils';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import openapi from '../../openapi.json';
import { ben } from '../__testUtils__/people';
import { type Portal, startPortal } from '../__testUtils__/portal';
import { restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';

jest.setTimeout(60_000);

const MIB = 1024 * 1024;
const JSON_TYPE = 'application/json';
const WORKLOAD: WorkloadReference = {
  cluster: 'dev',
  namespace: 'shop',
  kind: 'deployments',
  name: 'api',
};

/** What is sent, as which type, and the status that it gets on every route. */
const BODIES: Record<string, [string | Buffer, string | undefined, number]> = {
  'JSON that is 100,000 levels deep': [
    '['.repeat(100_000) + ']'.repeat(100_000),
    JSON_TYPE,
    400,
  ],
  'objects that are 50,000 levels deep': [
    `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    JSON_TYPE,
    400,
  ],
  __proto__: ['{"__proto__": {"polluted": true}}', JSON_TYPE, 400],
  'an inner __proto__': [
    '{"reason": {"__proto__": {"polluted": true}}}',
    JSON_TYPE,
    400,
  ],
  'an inner constructor': [
    '{"workloads": [{"constructor": {"prototype": {"polluted": true}}}]}',
    JSON_TYPE,
    400,
  ],
  'a megabyte and a byte': [
    JSON.stringify('x'.repeat(MIB - 1)),
    JSON_TYPE,
    413,
  ],
  'what is no JSON': ['{"reason":', JSON_TYPE, 400],
  text: ['{}', 'text/plain', 415],
  'a form': ['reason=x', 'application/x-www-form-urlencoded', 415],
  YAML: ['a: &a [x, x]\nb: [*a, *a]', 'application/yaml', 415],
  'no type at all': ['{}', undefined, 415],
  'another encoding': ['{}', `${JSON_TYPE}; charset=utf-16`, 415],
  'compressed zeros': [gzipSync(Buffer.alloc(16 * MIB)), 'gzip', 415],
};

describe('promise 22: bodies that are made to do harm', () => {
  const folder = createMockDirectory();
  let cluster: SimulatedCluster;
  let portal: Portal;
  let bearer: string;
  let patches = 0;

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 20,
      intercept: ({ method }) => {
        if (method === 'PATCH') patches += 1;
        return false;
      },
    });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
    simulatedWorkload(cluster, 'shop', 'api');
    portal = await startPortal({ kubeconfig: folder.resolve('kubeconfig') });
    bearer = portal.tenancy.admit(ben);
  });
  afterAll(async () => {
    await portal?.stop();
    await cluster?.stop();
  });

  /** Sends a body with whatever method; `fetch` has none for GET. */
  async function send(
    method: string,
    path: string,
    body: string | Buffer,
    type: string | undefined,
  ): Promise<{ status: number; body: any }> {
    const gzipped = type === 'gzip';
    const sent = request(`${portal.url}/api/restarts${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-length': Buffer.byteLength(body),
        ...(type && { 'content-type': gzipped ? JSON_TYPE : type }),
        ...(gzipped && { 'content-encoding': 'gzip' }),
      },
    });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response) text += chunk;
    return { status: response.statusCode!, body: JSON.parse(text) };
  }

  const paths = Object.entries(openapi.paths).flatMap(([path, item]) =>
    Object.keys(item).map(method => [
      method.toUpperCase(),
      path.endsWith('/restart')
        ? restartPath(WORKLOAD)
        : path.replace('{id}', 'b7b6a3a4-3f0e-4f5e-9d0e-0a0a0a0a0a0a'),
    ]),
  );
  describe.each(Object.keys(BODIES))('%s', what => {
    it.each(paths)('is refused by %s %s', async (method, path) => {
      const [body, type, status] = BODIES[what];
      const answer = await send(method, path, body, type);
      expect([answer.status, answer.body.response.statusCode]).toEqual([
        status,
        status,
      ]);
    });
  });

  it.each<[string, string, unknown]>([
    ['a long reason', restartPath(WORKLOAD), { reason: 'x'.repeat(501) }],
    ['a reason that is no text', restartPath(WORKLOAD), { reason: ['x'] }],
    ['an unknown whenRunning', restartPath(WORKLOAD), { whenRunning: 'never' }],
    ['no workloads', '/batches', { workloads: [] }],
    ['too many workloads', '/batches', { workloads: many(201) }],
    ['far too many workloads', '/batches', { workloads: many(10_000) }],
    ['atOnce 0', '/batches', { workloads: [WORKLOAD], atOnce: 0 }],
    ['atOnce 21', '/batches', { workloads: [WORKLOAD], atOnce: 21 }],
    ['atOnce 1e308', '/batches', { workloads: [WORKLOAD], atOnce: 1e308 }],
    ['atOnce 1.5', '/batches', { workloads: [WORKLOAD], atOnce: 1.5 }],
    [
      'a workload of another kind',
      '/batches',
      { workloads: [{ ...WORKLOAD, kind: 'pods' }] },
    ],
    [
      'a name with a path in it',
      '/batches',
      { workloads: [{ ...WORKLOAD, name: '../secrets/x' }] },
    ],
  ])('%s is refused', async (_what, path, body) => {
    const answer = await portal.request(ben, 'POST', path, { body });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { name: 'InputError' } },
    });
  });

  it('leave nothing behind: no restart, no prototype changed, and a server that answers', async () => {
    expect(({} as any).polluted).toBeUndefined();
    const { body } = await portal.request(ben, 'GET', '/');
    expect(body.items).toEqual([]);
    expect(patches).toBe(0);
    const answer = await portal.request(
      ben,
      'POST',
      `${restartPath(WORKLOAD)}?wait=true`,
    );
    expect(answer).toMatchObject({ status: 200, body: { state: 'ready' } });
  });
});

function many(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    ...WORKLOAD,
    name: `api-${i}`,
  }));
}
