import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { eventually } from '../__testUtils__/eventually';
import { restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';
import {
  type Answer,
  ben,
  hana,
  makeKey,
  sendAs,
  startWholePortal,
  TestBrowser,
  type WholePortal,
} from '../__testUtils__/wholePortal';

jest.setTimeout(60_000);

const SCOPE = 'restarts:restart:dev/shop/deployments/api';

describe('keys of pipelines, in a whole portal', () => {
  const folder = createMockDirectory();
  const log: string[] = [];
  let cluster: SimulatedCluster;
  let portal: WholePortal;
  let api: WorkloadReference;
  let narrow: { id: string; apiKey: string };
  let foreign: { id: string; apiKey: string };

  beforeAll(async () => {
    cluster = await startSimulatedCluster({ name: 'dev', speed: 20 });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
    api = simulatedWorkload(cluster, 'shop', 'api');
    simulatedWorkload(cluster, 'shop', 'api-2');
    portal = await startWholePortal(folder.resolve('kubeconfig'), {
      onLog: line => log.push(line),
    });
    const [owner, stranger] = await Promise.all([
      TestBrowser.signedIn(portal, 'acme', ben),
      TestBrowser.signedIn(portal, 'globex', hana),
    ]);
    narrow = await makeKey(owner, [SCOPE]);
    foreign = await makeKey(stranger, [SCOPE]);
  });
  afterAll(async () => {
    await portal?.stop();
    await cluster?.stop();
  });

  const restart = (key: string, workload: WorkloadReference, query = '') =>
    sendAs(
      portal,
      key,
      'POST',
      `/api/restarts${restartPath(workload)}${query}`,
    );

  it('restart the workload that their scope names, and wait for its end', async () => {
    const answer = await restart(narrow.apiKey, api, '?wait=true&timeout=1m');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        ...api,
        state: 'ready',
        requestedBy: {
          ref: 'user:acme/ben',
          key: { id: narrow.id, name: 'pipeline' },
        },
      },
    });
    const follow = await sendAs(
      portal,
      narrow.apiKey,
      'GET',
      `/api/restarts/${answer.body.id}`,
    );
    expect(follow.body.state).toBe('ready');
  });

  it('promise 18: get 404 for everything else, and that is audited with the key', async () => {
    const missing = await restart(narrow.apiKey, { ...api, name: 'none' });
    for (const elsewhere of [
      { ...api, name: 'api-2' },
      { ...api, namespace: 'kube-system' },
      { ...api, kind: 'statefulsets' as const },
      { ...api, cluster: 'prod' },
    ]) {
      const answer = await restart(narrow.apiKey, elsewhere);
      expect(answer.status).toBe(404);
      expect(essence(answer)).toEqual(essence(missing));
      const { cluster: at, namespace, kind, name } = elsewhere;
      await expectAudited(narrow.id, [at, namespace, kind, name].join('/'));
    }
  });

  it('promise 18: of another tenant get the same bytes as for what does not exist', async () => {
    const missing = await restart(foreign.apiKey, { ...api, name: 'none' });
    const answer = await restart(foreign.apiKey, api);
    expect(answer.status).toBe(404);
    expect(essence(answer)).toEqual(essence(missing));
    await expectAudited(foreign.id, 'dev/shop/deployments/api');
    expect(
      cluster.find('deployments', 'shop', 'api-2')!.metadata.generation,
    ).toBe(1);
  });

  /** The audit log tells who tried what with which key. */
  async function expectAudited(key: string, workload: string) {
    await eventually(() => {
      const told = log.filter(
        line =>
          line.includes('restart-request') &&
          line.includes(key) &&
          line.includes(`"${workload}"`) &&
          line.includes('failed'),
      );
      expect(told).not.toEqual([]);
    });
  }
});

/** What is left of an answer when what differs by its nature is taken out. */
function essence({ status, headers, body }: Answer) {
  const { request, requestId, ...kept } = body;
  const others = Object.fromEntries(headers);
  for (const name of ['date', 'x-request-id', 'content-length', 'etag']) {
    delete others[name];
  }
  return { status, headers: others, body: kept };
}
