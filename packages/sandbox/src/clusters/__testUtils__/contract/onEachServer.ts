/* eslint-disable jest/no-export, jest/require-top-level-describe --
   this makes suites for test files, and is none */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describeRealClusters } from '@wheelhouse/testing';
import { SimulatedCluster, startSimulatedCluster } from '../..';
import type { ContractSubject } from './subject';

/**
 * Holds the simulated API server and, where there are some, real control planes to a part of what the portal relies on.
 * Each part is a file of its own: the real ones take the time that they take, and files run side by side.
 */
export function onEachServer(suite: (subject: ContractSubject) => void): void {
  jest.setTimeout(180_000);
  const namespace = `contract-${randomBytes(4).toString('hex')}`;

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

    suite({ kubeconfig: () => cluster.kubeconfig, namespace });
  });

  describeRealClusters('the contract of API servers', cluster =>
    suite({
      kubeconfig: () => readFileSync(cluster('dev').kubeconfig, 'utf8'),
      namespace,
    }),
  );
}
