import { describeRealClusters } from '@wheelhouse/testing';
import { ben } from './__testUtils__/people';
import { Portal, startPortal } from './__testUtils__/portal';
import { TestCluster } from './__testUtils__/TestCluster';

describeRealClusters('restarts over HTTP', cluster => {
  let portal: Portal;
  let dev: TestCluster;

  beforeAll(async () => {
    portal = await startPortal({ kubeconfig: cluster('dev').kubeconfig });
    const [{ name }] = portal.clusters.list();
    dev = await new TestCluster(portal.clusters.client(name)).open();
  });
  afterAll(async () => {
    await dev?.close();
    await portal?.stop();
  });

  it('follows a Deployment to ready', async () => {
    const api = await dev.workload('api', { groups: 'acme/payments' });
    const path = `/clusters/${api.cluster}/namespaces/${api.namespace}/deployments/api/restart`;
    const answer = await portal.request(
      ben,
      'POST',
      `${path}?wait=true&timeout=1m`,
      { body: { reason: 'because' } },
    );
    expect(answer).toMatchObject({
      status: 200,
      body: {
        state: 'ready',
        reason: 'because',
        requestedBy: { ref: 'user:acme/ben' },
        progress: { desired: 2, updated: 2, available: 2 },
      },
    });
    expect(answer.body.steps.map((step: any) => step.state)).toEqual([
      'pending',
      'patched',
      'rolling',
      'ready',
    ]);
  });
});
