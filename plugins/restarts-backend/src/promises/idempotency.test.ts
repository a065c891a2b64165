import { createMockDirectory } from '@backstage/backend-test-utils';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { eventually } from '../__testUtils__/eventually';
import { ben, cleo, hana } from '../__testUtils__/people';
import { type Portal, startPortal } from '../__testUtils__/portal';
import { restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';

jest.setTimeout(60_000);

describe('Idempotency-Key', () => {
  const folder = createMockDirectory();
  const patched: string[] = [];
  let cluster: SimulatedCluster;
  let portal: Portal;

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 20,
      intercept: ({ method, url = '' }) => {
        if (method === 'PATCH') patched.push(/([^/?]+)(\?|$)/.exec(url)![1]);
        return false;
      },
    });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
    portal = await startPortal({
      kubeconfig: folder.resolve('kubeconfig'),
      clusters: {
        visibility: [{ clusters: ['*'], groups: ['acme/*', 'globex/*'] }],
      },
    });
  });
  beforeEach(() => {
    patched.length = 0;
  });
  afterAll(async () => {
    await portal?.stop();
    await cluster?.stop();
  });

  const post = (
    path: string,
    key: string,
    body: object | undefined = {},
    who = ben,
  ) =>
    portal.request(who, 'POST', path, {
      body,
      headers: { 'idempotency-key': key },
    });
  const expectReady = (id: string, who = ben) =>
    eventually(async () => {
      const { body } = await portal.request(who, 'GET', `/${id}`);
      expect(body.state).toBe('ready');
    });

  it('with the same request is the same restart, while it runs and after its end', async () => {
    const path = restartPath(simulatedWorkload(cluster, 'shop', 'same'));
    const first = await post(path, 'same', { reason: 'once' });
    const second = await post(path, 'same', { reason: 'once' });
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.id).toBe(first.body.id);
    await expectReady(first.body.id);
    const waited = await post(`${path}?wait=true`, 'same', { reason: 'once' });
    expect(waited).toMatchObject({
      status: 200,
      body: { id: first.body.id, state: 'ready' },
    });
    expect(patched).toEqual(['same']);
  });

  it('is one restart also where each request, sent at once, would take the place of what runs', async () => {
    const path = restartPath(simulatedWorkload(cluster, 'shop', 'replaced'));
    const before = await post(path, 'before');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        post(path, 'replacing', { whenRunning: 'supersede' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    const [id, ...others] = new Set(answers.map(({ body }) => body.id));
    expect(others).toEqual([]);
    expect(id).not.toBe(before.body.id);
    await expectReady(id);
  });

  it('joins the work that a wait gave up on', async () => {
    const path = restartPath(simulatedWorkload(cluster, 'shop', 'long'));
    const early = await post(`${path}?wait=true&timeout=1s`, 'long');
    expect(early).toMatchObject({ status: 504, body: { name: 'long' } });
    const ended = await post(`${path}?wait=true&timeout=1m`, 'long');
    expect(ended).toMatchObject({
      status: 200,
      body: { id: early.body.id, state: 'ready' },
    });
    expect(patched).toEqual(['long']);
  });

  it('with another body, or for another workload, is refused with what to do', async () => {
    const path = restartPath(simulatedWorkload(cluster, 'shop', 'reused'));
    const other = restartPath(simulatedWorkload(cluster, 'shop', 'reused-2'));
    const { body } = await post(path, 'reused', { reason: 'one' });
    for (const refused of [
      await post(path, 'reused', { reason: 'another' }),
      await post(other, 'reused', { reason: 'one' }),
    ]) {
      expect(refused).toMatchObject({
        status: 409,
        body: {
          error: {
            name: 'ConflictError',
            message: expect.stringContaining('use a new one'),
          },
        },
      });
    }
    await expectReady(body.id);
    expect(patched).toEqual(['reused']);
  });

  it('is of whoever sends it: others with the same one ask for something of their own', async () => {
    const workload = simulatedWorkload(cluster, 'shop', 'theirs', {
      groups: 'acme/payments, globex/payments',
    });
    const path = restartPath(workload);
    const ids = new Set<string>();
    for (const who of [ben, cleo, hana]) {
      const { status, body } = await post(path, 'theirs', {}, who);
      expect([status, body.requestedBy.ref]).toEqual([202, who.entity.ref]);
      ids.add(body.id);
      await expectReady(body.id, who);
    }
    expect(ids.size).toBe(3);
  });

  it('does not give back a restart that one may no longer see', async () => {
    const workload = simulatedWorkload(cluster, 'shop', 'left');
    const path = restartPath(workload);
    const narrow = { ...ben, scopes: ['restarts:restart:dev/other/**'] };
    await expectReady((await post(path, 'left')).body.id);
    expect((await post(path, 'left', {}, narrow)).status).toBe(404);
  });

  it('makes one batch of several requests, and refuses another one', async () => {
    const workloads = ['a', 'b'].map(name =>
      simulatedWorkload(cluster, 'batch', name),
    );
    const ask = (some: WorkloadReference[]) =>
      post('/batches', 'batch', { workloads: some });
    const answers = await Promise.all([1, 2, 3].map(() => ask(workloads)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await ask(workloads.slice(1))).status).toBe(409);
    await eventually(async () => {
      const { id } = answers[0].body;
      const { body } = await portal.request(ben, 'GET', `/batches/${id}`);
      expect(body.state).toBe('ready');
    });
    expect(patched.sort()).toEqual(['a', 'b']);
  });

  it.each([
    ['nothing', '', 400],
    ['one character', 'k', 202],
    ['128 characters', 'k'.repeat(128), 202],
    ['129 characters', 'k'.repeat(129), 400],
    ['far too much', 'k'.repeat(8_000), 400],
  ])('may be of bounded length: %s', async (_what, key, status) => {
    const path = restartPath(simulatedWorkload(cluster, 'bounds', 'api'));
    expect((await post(path, key)).status).toBe(status);
    const batch = {
      workloads: [
        {
          cluster: 'dev',
          namespace: 'bounds',
          kind: 'deployments',
          name: 'none',
        },
      ],
    };
    expect((await post('/batches', `${key}`, batch)).status).toBe(
      // What it was used for just now was something else.
      status === 202 ? 409 : status,
    );
  });
});
