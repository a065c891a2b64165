/* eslint-disable jest/no-export, jest/valid-describe-callback, jest/no-disabled-tests, jest/expect-expect --
   these make suites for test files, and are none */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names a folder with a `NAME.kubeconfig` for each of some throw-away clusters. Suites make namespaces of their own there, and
 * take them away again.
 */
export const KUBECONFIGS_VARIABLE = 'WHEELHOUSE_TEST_KUBECONFIGS';

const EXTENSION = '.kubeconfig';

/** A cluster that suites may use; the kubeconfig is an administrator's. */
export interface RealCluster {
  name: string;
  /** The path of the file. */
  kubeconfig: string;
}

/** The real clusters that suites can run on here, sorted by name. */
export function realClusters(
  folder = process.env[KUBECONFIGS_VARIABLE],
): RealCluster[] {
  if (!folder) return [];
  return readdirSync(folder)
    .filter(file => file.endsWith(EXTENSION))
    .sort()
    .map(file => ({
      name: file.slice(0, -EXTENSION.length),
      kubeconfig: join(folder, file),
    }));
}

/**
 * A suite on real control planes. Where there are none it stands as skipped, so that reports say so.
 *
 * @param suite - is given the cluster of a name, and all of them
 */
export function describeRealClusters(
  name: string,
  suite: (
    cluster: (clusterName: string) => RealCluster,
    all: RealCluster[],
  ) => void,
): void {
  const all = realClusters();
  if (all.length === 0) {
    describe(`${name} on real control planes`, () => {
      it.skip(`needs ${KUBECONFIGS_VARIABLE}, a folder with NAME.kubeconfig files`, () => {});
    });
    return;
  }
  describe(`${name} on real control planes`, () =>
    suite(clusterName => {
      const found = all.find(cluster => cluster.name === clusterName);
      if (found) return found;
      throw new Error(
        `There is no ${clusterName}${EXTENSION} in the folder that ${KUBECONFIGS_VARIABLE} names`,
      );
    }, all));
}
