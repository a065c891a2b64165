import { createMockDirectory } from '@backstage/backend-test-utils';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { eventually } from './__testUtils__/eventually';
import { ben, hana } from './__testUtils__/people';
import { type Portal, startPortal } from './__testUtils__/portal';
import { readLines, restartPath } from './__testUtils__/requests';
import {
  type SimulatedOptions,
  simulatedWorkload,
} from './__testUtils__/simulated';

jest.setTimeout(60_000);

describe('restarts of Argo Rollouts', () => {
  const folder = createMockDirectory();
  let cluster: SimulatedCluster;
  let portal: Portal;
  let patches: string[] = [];

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 10,
      intercept: request => {
        if (request.method === 'PATCH') patches.push(request.url!);
        return false;
      },
    });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
    portal = await startPortal({ kubeconfig: folder.resolve('kubeconfig') });
  });
  beforeEach(() => {
    patches = [];
  });
  afterAll(async () => {
    await portal?.stop();
    await cluster?.stop();
  });

  const find = ({ namespace, name }: WorkloadReference): any =>
    cluster.find('rollouts', namespace, name);

  /** Makes a Rollout, and waits until it is as it should be. */
  async function healthy(name: string, options: SimulatedOptions = {}) {
    const made = simulatedWorkload(cluster, 'shop', name, {
      kind: 'rollouts',
      ...options,
    });
    await eventually(() => expect(find(made).status.phase).toBe('Healthy'));
    return made;
  }

  async function podsOf({ name }: WorkloadReference): Promise<string[]> {
    const { items } = await portal.clusters.client('dev').request<any>({
      path: '/api/v1/namespaces/shop/pods',
      query: { labelSelector: `app=${name}` },
    });
    return items.map((pod: any) => pod.metadata.uid);
  }

  it('set restartAt and nothing else, and end ready with all pods replaced', async () => {
    const workload = await healthy('canary');
    const { restartAt: none, ...before } = find(workload).spec;
    const pods = await podsOf(workload);
    const answer = await portal.request(
      ben,
      'POST',
      `${restartPath(workload)}?wait=true&timeout=1m`,
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { ...workload, state: 'ready', progress: { desired: 2 } },
    });
    expect(none).toBeUndefined();
    const { restartAt, ...after } = find(workload).spec;
    expect(restartAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(after).toEqual(before);
    expect(patches).toHaveLength(1);
    const replaced = await podsOf(workload);
    expect(replaced).toHaveLength(2);
    expect(replaced.filter(pod => pods.includes(pod))).toEqual([]);
  });

  it('replace those pods too that were made in the same second', async () => {
    await eventually(() => expect(Date.now() % 1000).toBeLessThan(100));
    const workload = await healthy('young', { readyAfter: '10ms' });
    const pods = await podsOf(workload);
    const answer = await portal.request(
      ben,
      'POST',
      `${restartPath(workload)}?wait=true&timeout=1m`,
    );
    expect(answer.body.state).toBe('ready');
    const replaced = await podsOf(workload);
    expect(replaced.filter(pod => pods.includes(pod))).toEqual([]);
  });

  it('say why one failed', async () => {
    const workload = await healthy('failing', {
      afterRestart: 'image-pull-error',
    });
    const answer = await portal.request(
      ben,
      'POST',
      `${restartPath(workload)}?wait=true&timeout=1m`,
    );
    expect(answer).toMatchObject({
      status: 409,
      body: {
        state: 'failed',
        failure: {
          pod: expect.stringMatching(/^failing-/),
          container: 'app',
          reason: expect.stringMatching(/ImagePull/),
        },
      },
    });
  });

  it('stream their pods and logs', async () => {
    const workload = await healthy('streamed');
    const lines = await readLines(
      await portal.fetch(ben, 'POST', restartPath(workload), {
        headers: { accept: 'application/x-ndjson' },
      }),
    );
    const types = new Set(lines.map(({ type }) => type));
    expect(types).toEqual(new Set(['restart', 'pods', 'log', 'end']));
    expect(lines.at(-1).restart.state).toBe('ready');
  });

  it('are listed beside the other kinds, and are for whom the owner names', async () => {
    const workload = await healthy('listed');
    const list = async (who: typeof ben) =>
      (await portal.request(who, 'GET', '/workloads?search=listed')).body.items;
    await eventually(async () =>
      expect(await list(ben)).toMatchObject([
        { ...workload, state: 'good', replicas: 2, ready: 2 },
      ]),
    );
    expect(await list(hana)).toEqual([]);
    const answer = await portal.request(hana, 'POST', restartPath(workload));
    expect(answer.status).toBe(404);
    expect(find(workload).spec.restartAt).toBeUndefined();
  });
});
