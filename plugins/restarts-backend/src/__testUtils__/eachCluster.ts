/* eslint-disable jest/no-export, jest/valid-describe-callback -- these make suites for test files, and are none */
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { KubernetesObject } from '@wheelhouse/plugin-clusters-node';
import {
  PODS_AFTER_RESTART_ANNOTATION,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { describeRealClusters } from '@wheelhouse/testing';
import { eventually } from './eventually';
import { Portal, PortalOptions, startPortal } from './portal';
import { TestCluster } from './TestCluster';

// Each suite starts a server and follows real rollouts.
jest.setTimeout(120_000);

/** A portal on one cluster, and what a suite does to that. */
export interface World {
  portal: Portal;
  cluster: TestCluster;
  /** Annotations of pods that are ready for a moment after a restart, and then crash. */
  crashing: Record<string, string>;
  /** Has those that were not there before do so, where annotations do not. */
  crashNewPods(app: string, before: readonly KubernetesObject[]): Promise<void>;
}

type Options = Omit<PortalOptions, 'kubeconfig'>;

/** The same suite on a simulated cluster and on a real one. */
export function describeEachCluster(
  name: string,
  suite: (world: () => World) => void,
  options: Options = {},
): void {
  describe(`${name} on a simulated cluster`, () => {
    const folder = createMockDirectory();
    let stop: (() => Promise<void>) | undefined;
    useWorld(
      suite,
      async () => {
        const simulated = await startSimulatedCluster({
          name: 'dev',
          speed: 10,
        });
        stop = () => simulated.stop();
        folder.addContent({ 'dev.kubeconfig': simulated.kubeconfig });
        return folder.resolve('dev.kubeconfig');
      },
      options,
      {
        crashing: { [PODS_AFTER_RESTART_ANNOTATION]: 'ready-then-crash' },
        crashNewPods: async () => {},
      },
      () => stop?.(),
    );
  });
  describeRealClusters(name, cluster =>
    useWorld(suite, async () => cluster('dev').kubeconfig, options, {
      crashing: {},
    }),
  );
}

function useWorld(
  suite: (world: () => World) => void,
  kubeconfig: () => Promise<string>,
  options: Options,
  part: Partial<World>,
  stop: () => Promise<void> | undefined = () => undefined,
): void {
  let world: World;
  beforeAll(async () => {
    const portal = await startPortal({
      ...options,
      kubeconfig: await kubeconfig(),
    });
    const [{ name }] = portal.clusters.list();
    const cluster = new TestCluster(portal.clusters.client(name));
    world = {
      portal,
      cluster: await cluster.open(),
      crashing: {},
      crashNewPods: (app, before) => crashNewPods(cluster, app, before),
      ...part,
    };
  });
  afterAll(async () => {
    await world?.cluster.close();
    await world?.portal.stop();
    await stop();
  });
  suite(() => world);
}

/** Waits until a pod is ready that is not there yet, and has it crash. */
async function crashNewPods(
  cluster: TestCluster,
  app: string,
  before: readonly KubernetesObject[],
) {
  const known = new Set(before.map(({ metadata }) => metadata.uid));
  const readyPods = async () =>
    (await cluster.pods(app)).filter(
      ({ metadata, status }) =>
        !known.has(metadata.uid) &&
        (status as any).conditions?.some(
          (c: any) => c.type === 'Ready' && c.status === 'True',
        ),
    );
  const pod = await eventually(async () => {
    const [found] = await readyPods();
    if (!found) throw new Error('No new pod is ready');
    return found.metadata.name;
  });
  // Whoever plays the kubelet may be busy with the pod, and miss it.
  await eventually(async () => {
    await cluster.crash(pod);
    await eventually(async () => expect(await readyPods()).toEqual([]), 1_000);
  });
}
