import { createMockDirectory } from '@backstage/backend-test-utils';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import type { ServerResponse } from 'node:http';
import { eventually } from '../__testUtils__/eventually';
import { ben } from '../__testUtils__/people';
import { ServerProcess } from '../__testUtils__/ServerProcess';
import { simulatedWorkload } from '../__testUtils__/simulated';

// Each test starts two servers, on a machine that may be doing other things.
jest.setTimeout(180_000);

const AT_ONCE = 2;

describe('promise 25: kill -9 of the server in the middle of a batch', () => {
  const folder = createMockDirectory();
  let cluster: SimulatedCluster;
  let server: ServerProcess;
  /** Sees each patch before the cluster does; true: the cluster never sees it. */
  let onPatch: (name: string, response: ServerResponse) => boolean;
  /** For each patch, the workloads that were being rolled out just then. */
  let rolling: string[][] = [];

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 10,
      intercept: ({ method, url = '' }, response) => {
        if (method !== 'PATCH') return false;
        const name = /\/([^/?]+)(\?|$)/.exec(url)![1];
        rolling.push([...new Set([...unfinished(), name])]);
        return onPatch(name, response);
      },
    });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
  });
  beforeEach(() => {
    rolling = [];
    onPatch = () => false;
  });
  afterEach(() => server?.kill());
  afterAll(() => cluster?.stop());

  const nameOf = (i: number) => `app-${i}`;
  const generationOf = (namespace: string, name: string) =>
    cluster.find('deployments', namespace, name)!.metadata.generation;

  let namespace: string;
  /** The workloads that were patched, and have not all their new pods yet. */
  function unfinished(): string[] {
    return Array.from({ length: 6 }, (_, i) => nameOf(i)).filter(name => {
      const found: any = cluster.find('deployments', namespace, name);
      if (!found || found.metadata.generation < 2) return false;
      const { status, spec } = found;
      return !(
        status.observedGeneration === found.metadata.generation &&
        status.updatedReplicas === spec.replicas &&
        status.replicas === spec.replicas &&
        status.availableReplicas === spec.replicas
      );
    });
  }

  async function start() {
    server = await ServerProcess.start({
      kubeconfig: folder.resolve('kubeconfig'),
      database: {
        client: 'better-sqlite3',
        connection: { directory: folder.path },
      },
    });
  }

  async function begin(body: object): Promise<string> {
    const answer = await server.api.request(ben, 'POST', '/batches', { body });
    expect(answer.status).toBe(202);
    return answer.body.id;
  }

  const read = async (id: string) =>
    (await server.api.request(ben, 'GET', `/batches/${id}`)).body;

  it.each([
    ['before its patch reached the cluster', true],
    ['after the cluster took its patch', false],
  ])(
    'goes on after a new start: each workload patched once, and no more at once than asked for; killed %s',
    async (_what, lost) => {
      namespace = lost ? 'lost' : 'taken';
      const workloads: WorkloadReference[] = [];
      for (let i = 0; i < 6; i += 1) {
        workloads.push(
          simulatedWorkload(cluster, namespace, nameOf(i), {
            readyAfter: '5s',
          }),
        );
      }
      await start();
      const killed = new Promise<void>((resolve, reject) => {
        onPatch = (name, response) => {
          if (name !== nameOf(3)) return false;
          onPatch = () => false;
          server.kill().then(resolve, reject);
          if (lost) response.destroy();
          return lost;
        };
      });
      const id = await begin({ workloads, atOnce: AT_ONCE });
      await killed;
      await start();
      await eventually(
        async () => expect((await read(id)).state).toBe('ready'),
        90_000,
      );
      const { items } = await read(id);
      expect(items.map((item: any) => item.state)).toEqual(
        workloads.map(() => 'ready'),
      );
      expect(
        workloads.map(({ name }) => generationOf(namespace, name)),
      ).toEqual(workloads.map(() => 2));
      const most = Math.max(...rolling.map(names => names.length));
      expect(most).toBe(AT_ONCE);
      for (const { restart } of items) {
        const { body } = await server.api.request(ben, 'GET', `/${restart}`);
        expect(body).toMatchObject({ state: 'ready', batch: id });
      }
    },
  );

  it('still stops at the first failure, which nobody was there to see', async () => {
    namespace = 'stopping';
    const workloads = [
      simulatedWorkload(cluster, namespace, nameOf(0), {
        afterRestart: 'image-pull-error',
      }),
      simulatedWorkload(cluster, namespace, nameOf(1)),
      simulatedWorkload(cluster, namespace, nameOf(2)),
    ];
    await start();
    const id = await begin({
      workloads,
      atOnce: 1,
      stopAtFirstFailure: true,
    });
    await eventually(() => expect(rolling).toHaveLength(1));
    await server.kill();
    await start();
    await eventually(
      async () => expect((await read(id)).state).toBe('stopped'),
      90_000,
    );
    const { items } = await read(id);
    expect(items.map((item: any) => item.state)).toEqual([
      'failed',
      'skipped',
      'skipped',
    ]);
    expect(items[0].message).toMatch(/ImagePull/);
    expect(workloads.map(({ name }) => generationOf(namespace, name))).toEqual([
      2, 1, 1,
    ]);
  });

  it('is stopped still by whoever asked for that just before', async () => {
    namespace = 'stopped';
    const workloads = [0, 1, 2].map(i =>
      simulatedWorkload(cluster, namespace, nameOf(i), { readyAfter: '10s' }),
    );
    await start();
    const id = await begin({ workloads, atOnce: 1 });
    await eventually(() => expect(rolling).toHaveLength(1));
    await server.api.request(ben, 'POST', `/batches/${id}/stop`);
    await server.kill();
    await start();
    await eventually(
      async () => expect((await read(id)).state).toBe('stopped'),
      90_000,
    );
    expect(workloads.map(({ name }) => generationOf(namespace, name))).toEqual([
      2, 1, 1,
    ]);
  });
});
