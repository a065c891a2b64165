import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { POSTGRES_VARIABLE } from '@wheelhouse/testing';
import { eventually } from '../__testUtils__/eventually';
import { restartPath } from '../__testUtils__/requests';
import { simulatedWorkload } from '../__testUtils__/simulated';
import {
  ada,
  type Answer,
  ben,
  Cable,
  makeKey,
  sendAs,
  settleQuickly,
  startWholePortal,
  TestBrowser,
  type WholePortal,
} from '../__testUtils__/wholePortal';

jest.setTimeout(60_000);

const postgres = process.env[POSTGRES_VARIABLE];
const describePostgres = postgres ? describe : describe.skip;

describePostgres('promise 28: restarts while the database is away', () => {
  const folder = createMockDirectory();
  const patched: string[] = [];
  let cluster: SimulatedCluster;
  let cable: Cable;
  let portal: WholePortal;
  let apiKey: string;

  beforeAll(async () => {
    // Knex tells of connections on its own.
    jest.spyOn(console, 'log').mockImplementation();
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 10,
      intercept: ({ method, url = '' }) => {
        if (method === 'PATCH') patched.push(/([^/?]+)(\?|$)/.exec(url)![1]);
        return false;
      },
    });
    folder.addContent({ kubeconfig: cluster.kubeconfig });
    const url = new URL(postgres!);
    cable = new Cable(new URL(url));
    await cable.mend();
    url.host = `127.0.0.1:${cable.port}`;
    portal = await startWholePortal(folder.resolve('kubeconfig'), {
      databaseId: 'POSTGRES_15',
      postgresUrl: url.href,
    });
    await settleQuickly(await TestBrowser.signedIn(portal, 'acme', ada));
    const owner = await TestBrowser.signedIn(portal, 'acme', ben);
    ({ apiKey } = await makeKey(owner, ['*']));
  });
  afterAll(async () => {
    await portal?.stop();
    await cable?.cut();
    await cluster?.stop();
    jest.restoreAllMocks();
  });

  const ask = (method: string, path: string) =>
    sendAs(portal, apiKey, method, `/api/restarts${path}`);

  function expectUnavailable({ status, body, text }: Answer) {
    expect([status, body.error.name]).toEqual([503, 'ServiceUnavailableError']);
    expect(text).not.toMatch(/ECONN|127\.0\.0\.1|select|insert/i);
  }

  it('are a bounded 503, patch nothing, and go on to an end that is true', async () => {
    const going = simulatedWorkload(cluster, 'shop', 'going', {
      readyAfter: '20s',
    });
    const other = simulatedWorkload(cluster, 'shop', 'other');
    const { body } = await ask('POST', restartPath(going));
    await eventually(async () =>
      expect((await ask('GET', `/${body.id}`)).body.state).toBe('rolling'),
    );

    await cable.cut();
    // What was just known of the key is believed for a moment.
    for (const [method, path] of [
      ['GET', `/${body.id}`],
      ['GET', '/'],
      ['GET', '/workloads'],
      ['GET', '/batches'],
      ['POST', restartPath(other)],
    ]) {
      expectUnavailable(await ask(method, path));
    }
    // The rollout ends meanwhile, and nobody can write that down.
    await eventually(() => {
      const { status, spec }: any = cluster.find(
        'deployments',
        'shop',
        'going',
      );
      expect([status.updatedReplicas, status.availableReplicas]).toEqual([
        spec.replicas,
        spec.replicas,
      ]);
    });
    await cable.mend();

    await eventually(async () =>
      expect((await ask('GET', `/${body.id}`)).body.state).toBe('ready'),
    );
    expect(patched).toEqual(['going']);
    const answer = await ask('POST', `${restartPath(other)}?wait=true`);
    expect(answer).toMatchObject({ status: 200, body: { state: 'ready' } });
    expect(patched).toEqual(['going', 'other']);
  });
});
