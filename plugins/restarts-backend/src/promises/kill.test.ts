import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { eventually } from '../__testUtils__/eventually';
import { ben } from '../__testUtils__/people';
import { restartPath } from '../__testUtils__/requests';
import { ServerProcess } from '../__testUtils__/ServerProcess';
import { simulatedWorkload } from '../__testUtils__/simulated';

// Each test starts two servers, on a machine that may be doing other things.
jest.setTimeout(180_000);

describe('promise 25: kill -9 of the server in the middle of a restart', () => {
  const folder = createMockDirectory();
  let cluster: SimulatedCluster;
  let server: ServerProcess;
  let onPatch: (response: ServerResponse) => boolean;
  let patches = 0;

  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 5,
      intercept: (request: IncomingMessage, response) => {
        if (request.method !== 'PATCH') return false;
        patches += 1;
        return onPatch(response);
      },
    });
    folder.addContent({ 'dev.kubeconfig': cluster.kubeconfig });
  });
  beforeEach(() => {
    patches = 0;
    onPatch = () => false;
  });
  afterAll(async () => {
    await server?.kill();
    await cluster?.stop();
  });

  async function start() {
    server = await ServerProcess.start({
      kubeconfig: folder.resolve('dev.kubeconfig'),
      database: {
        client: 'better-sqlite3',
        connection: { directory: folder.path },
      },
    });
  }

  const idOf = async (name: string): Promise<string> => {
    const { body } = await server.api.request(ben, 'GET', `/?name=${name}`);
    return body.items[0].id;
  };

  const stateOf = async (id: string): Promise<string> =>
    (await server.api.request(ben, 'GET', `/${id}`)).body.state;

  async function expectReadyOnce(id: string, name: string) {
    await eventually(
      async () => expect(await stateOf(id)).toBe('ready'),
      60_000,
    );
    const { body } = await server.api.request(ben, 'GET', `/${id}`);
    expect(body.steps.map((step: any) => step.state)).toEqual([
      'pending',
      'patched',
      'rolling',
      'ready',
    ]);
    // Made, and changed once.
    const found = cluster.find('deployments', 'kill', name);
    expect(found!.metadata.generation).toBe(2);
    await server.kill();
  }

  it.each([
    ['before the patch reached the cluster', true],
    ['after the cluster took the patch, before it said so', false],
  ])('%s', async (what, lost) => {
    const name = lost ? 'lost' : 'unanswered';
    const workload = simulatedWorkload(cluster, 'kill', name, {
      readyAfter: '4s',
    });
    await start();
    const killed = new Promise<void>((resolve, reject) => {
      onPatch = response => {
        onPatch = () => false;
        server.kill().then(resolve, reject);
        if (lost) response.destroy();
        return lost;
      };
    });
    const ask = () =>
      server.api.request(ben, 'POST', `${restartPath(workload)}?wait=true`, {
        headers: { 'idempotency-key': name },
      });
    const asked = ask().catch(() => `${what}: no answer`);
    await killed;
    await asked;
    await start();
    const id = await idOf(name);
    // Whoever asks again, having got no answer, is given the same.
    expect(await ask()).toMatchObject({ status: 200, body: { id } });
    await expectReadyOnce(id, name);
    expect(patches).toBe(lost ? 2 : 1);
  });

  it('while the pods are replaced', async () => {
    const workload = simulatedWorkload(cluster, 'kill', 'rolling', {
      readyAfter: '8s',
    });
    await start();
    const { body } = await server.api.request(
      ben,
      'POST',
      restartPath(workload),
    );
    await eventually(async () =>
      expect(await stateOf(body.id)).toBe('rolling'),
    );
    await server.kill();
    await start();
    await expectReadyOnce(body.id, 'rolling');
    expect(patches).toBe(1);
  });

  it('while nobody is there to see it fail', async () => {
    const workload = simulatedWorkload(cluster, 'kill', 'failing', {
      afterRestart: 'image-pull-error',
    });
    await start();
    const { body } = await server.api.request(
      ben,
      'POST',
      restartPath(workload),
    );
    await server.kill();
    await start();
    await eventually(
      async () => expect(await stateOf(body.id)).toBe('failed'),
      60_000,
    );
    const { body: ended } = await server.api.request(ben, 'GET', `/${body.id}`);
    expect(ended.failure.reason).toMatch(/ImagePull/);
    expect(
      cluster.find('deployments', 'kill', 'failing')!.metadata.generation,
    ).toBe(2);
  });
});
