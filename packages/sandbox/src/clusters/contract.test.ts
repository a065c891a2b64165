import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describeRealClusters } from '@wheelhouse/testing';
import { apiSuite } from './__testUtils__/contract/api';
import { clientNodeSuite } from './__testUtils__/contract/clientNode';
import { kubectlSuite } from './__testUtils__/contract/kubectl';
import { watchSuite } from './__testUtils__/contract/watch';
import { workloadSuite } from './__testUtils__/contract/workloads';
import { SimulatedCluster, startSimulatedCluster } from '.';

jest.setTimeout(180_000);

/** What the portal relies on, of any Kubernetes API server. */
function contract(kubeconfig: () => string): void {
  const subject = {
    kubeconfig,
    namespace: `contract-${randomBytes(4).toString('hex')}`,
  };
  apiSuite(subject);
  watchSuite(subject);
  workloadSuite(subject);
  clientNodeSuite(subject);
  kubectlSuite(subject);
}

describe('the contract of API servers on the simulated one', () => {
  let cluster: SimulatedCluster;
  beforeAll(async () => {
    cluster = await startSimulatedCluster({
      name: 'contract',
      speed: 4,
      bookmarkEvery: 1000,
    });
  });
  afterAll(() => cluster.stop());

  contract(() => cluster.kubeconfig);
});

describeRealClusters('the contract of API servers', cluster =>
  contract(() => readFileSync(cluster('dev').kubeconfig, 'utf8')),
);
