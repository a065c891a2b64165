// Makes the clusters that WHEELHOUSE_TEST_KUBECONFIGS names known to the portal of the browser tests, as they would be in
// life: the portal's account with its policies on each, and Argo CD's cluster secrets on `mgmt`. Between the portal and each API server
// stands a relay, which tests suspend.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const RELAY = join(import.meta.dirname, 'relay.mjs');
const RBAC = join(import.meta.dirname, '../../deploy/rbac');
const NAMES = ['mgmt', 'dev', 'prod'];

/**
 * @param kubeconfigs the folder with `mgmt`, `dev` and `prod`
 * @param folder where to write what the portal and the tests read
 * @returns the portal's source of clusters
 */
export async function prepareClusters(kubeconfigs, folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const namespace = `portal-${randomBytes(4).toString('hex')}`;
  const mgmt = kubectlOf(join(kubeconfigs, 'mgmt.kubeconfig'));
  await mgmt(['create', 'namespace', namespace]);

  const clusters = {};
  for (const name of NAMES) {
    const kubeconfig = join(kubeconfigs, `${name}.kubeconfig`);
    const kubectl = kubectlOf(kubeconfig);
    const { server, ca } = await reachedAt(kubectl);
    await kubectl(['apply', '-k', RBAC]);
    await kubectl(['apply', '-k', join(RBAC, 'nodes')]);
    const token = await kubectl([
      ...['create', 'token', 'wheelhouse-restarts'],
      ...['--namespace', 'wheelhouse', '--duration', '2h'],
    ]);
    const relay = await startRelay(server);
    const portalName = `real-${name}`;
    await mgmt(['apply', '--namespace', namespace, '-f', '-'], {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `cluster-${portalName}`,
        labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
        annotations: { 'clusters.wheelhouse.dev/groups': 'acme/*, globex/*' },
      },
      stringData: {
        name: portalName,
        server: `https://127.0.0.1:${relay.port}`,
        config: JSON.stringify({
          bearerToken: token.trim(),
          tlsClientConfig: { insecure: false, caData: ca },
        }),
      },
    });
    clusters[name] = { name: portalName, kubeconfig, relay: relay.pid };
  }
  writeFileSync(
    join(folder, 'clusters.json'),
    JSON.stringify({ clusters, namespace }),
  );
  return {
    type: 'argocd',
    kubeconfig: join(kubeconfigs, 'mgmt.kubeconfig'),
    namespace,
  };
}

/** kubectl on one cluster; an object is its standard input. */
export function kubectlOf(kubeconfig) {
  return async (args, input) => {
    const running = promisify(execFile)(
      process.env.KUBECTL ?? 'kubectl',
      ['--kubeconfig', kubeconfig, ...args],
      { timeout: 60_000, maxBuffer: 16 * 1024 * 1024 },
    );
    running.child.stdin.end(input ? JSON.stringify(input) : '');
    return (await running).stdout;
  };
}

async function reachedAt(kubectl) {
  const view = JSON.parse(
    await kubectl(['config', 'view', '--raw', '--minify', '-o', 'json']),
  );
  const { cluster } = view.clusters[0];
  return {
    server: new URL(cluster.server),
    ca: cluster['certificate-authority-data'],
  };
}

async function startRelay(server) {
  const child = spawn(
    process.execPath,
    [RELAY, server.hostname, server.port || '443'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [port] = await once(createInterface(child.stdout), 'line');
  return { pid: child.pid, port: Number(port) };
}
