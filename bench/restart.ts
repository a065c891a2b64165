import {
  AppsV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import {
  deployment,
  type SimulatedCluster,
  startSimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Outcome } from './lib/figure';
import { interleave } from './lib/interleave';
import { portalConfig } from './lib/portals';
import { openDatabase, seed } from './lib/seed';
import { Server } from './lib/server';
import { summarize } from './lib/statistics';

const ROUNDS = 10;
/** Restarts of one measurement, and of each side before the first. */
const RESTARTS = 5;
const WARM_UP = 10;
/** Between two looks at whether the server is at rest, in milliseconds, and what one that is may use of the CPU meanwhile. */
const LOOK_MS = 20;
const AT_REST_MICROSECONDS = 2_000;
const LOOKS = 250;
const NAMESPACE = 'shop';
const NAME = 'api';

/** What passes between asking for a restart and the patch that reaches the cluster. */
export async function* measure(): AsyncIterable<Outcome> {
  let onPatch: () => void = () => {};
  const cluster = await startSimulatedCluster({
    name: 'dev',
    intercept: ({ method }) => {
      if (method === 'PATCH') onPatch();
      return false;
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'wheelhouse-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, cluster.kubeconfig);
  // Without pods, a restart ends as soon as it was patched: what is measured is not the cluster's own work.
  cluster.apply(
    deployment({
      name: NAME,
      namespace: NAMESPACE,
      replicas: 0,
      annotations: { 'restarts.wheelhouse.dev/groups': 'acme/*' },
    }),
  );
  const server = await Server.start('bench/servers/restarts.ts', () => ({
    ...portalConfig(),
    clusters: { sources: [{ type: 'kubeconfig', path: kubeconfig }] },
  }));
  try {
    const db = openDatabase(server);
    const { apiKey } = await seed(db);
    await db.destroy();
    const restart = askPortal(server, apiKey);
    const kubectl = askCluster(cluster);
    const timed = async (ask: () => Promise<void>) => {
      const times: number[] = [];
      for (let i = 0; i < RESTARTS; i += 1) {
        await untilAtRest(server);
        const began = performance.now();
        onPatch = () => times.push(performance.now() - began);
        await ask();
      }
      return summarize(times).median;
    };
    for (let i = 0; i < WARM_UP / RESTARTS; i += 1) {
      await timed(restart);
      await timed(kubectl);
    }
    yield {
      name: "From asking for a restart to the patch at the API server: the portal ÷ client-node with kubectl's calls",
      target: 1.5,
      noise: { median: 1.1, middleHalf: 1.4 },
      found: await interleave({
        rounds: ROUNDS,
        ours: () => timed(restart),
        other: () => timed(kubectl),
      }),
      show: milliseconds => `${milliseconds.toFixed(1)} ms`,
      notes: [
        `the median of ${RESTARTS} restarts a measurement, ${ROUNDS} rounds; both read the Deployment and patch it, over TLS on the loopback, each when the server is at rest`,
        'client-node connects anew for each call, as kubectl does for each command; ours keeps its connections',
        "ours is over HTTP with an API key, with the check of the key, the opt-in, the audit log and the restart's row before the patch",
      ],
    };
  } finally {
    await server.stop();
    await cluster.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Following one restart to its end is no part of what the next one costs. */
async function untilAtRest(server: Server): Promise<void> {
  let before = await server.ask('cpu');
  for (let look = 0; look < LOOKS; look += 1) {
    await setTimeout(LOOK_MS);
    const now = await server.ask('cpu');
    if (now - before < AT_REST_MICROSECONDS) return;
    before = now;
  }
  throw new Error('The server does not come to rest');
}

/** Restarts through the portal, and waits for the end so that the next one is another. */
function askPortal(server: Server, apiKey: string): () => Promise<void> {
  return async () => {
    const answer = await fetch(
      `${server.url}/api/restarts/clusters/dev/namespaces/${NAMESPACE}/deployments/${NAME}/restart?wait=true`,
      { method: 'POST', headers: { authorization: `Bearer ${apiKey}` } },
    );
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status}: ${text}`);
  };
}

/** The calls of `kubectl rollout restart`: it reads the object, and patches it. */
function askCluster(cluster: SimulatedCluster): () => Promise<void> {
  const config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig);
  const api = config.makeApiClient(AppsV1Api);
  const target = { namespace: NAMESPACE, name: NAME };
  return async () => {
    await api.readNamespacedDeployment(target);
    const restartedAt = new Date().toISOString();
    const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt };
    await api.patchNamespacedDeployment(
      {
        ...target,
        body: { spec: { template: { metadata: { annotations } } } },
      },
      setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch),
    );
  };
}
