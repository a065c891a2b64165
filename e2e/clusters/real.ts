import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Whether there are real control planes; CI has them. */
export const HAS_REAL_CLUSTERS = Boolean(
  process.env.WHEELHOUSE_TEST_KUBECONFIGS,
);
export const WHY_SKIPPED =
  'needs WHEELHOUSE_TEST_KUBECONFIGS, a folder with mgmt, dev and prod.kubeconfig';

/** A real cluster, as prepare.mjs made it known to the portal. */
export interface RealCluster {
  /** What the portal calls it. */
  name: string;
  /** An administrator's, past the relay. */
  kubeconfig: string;
  /** The process between the portal and the API server. */
  relay: number;
}

export function realCluster(name: 'mgmt' | 'dev' | 'prod'): RealCluster {
  const file = join(process.env.WHEELHOUSE_E2E_DATA!, 'real', 'clusters.json');
  return JSON.parse(readFileSync(file, 'utf8')).clusters[name];
}

/** A namespace of its own on a real cluster, with what a test puts into it. */
export class TestNamespace {
  readonly name = `e2e-${randomBytes(4).toString('hex')}`;

  constructor(readonly cluster: RealCluster) {}

  async kubectl(args: string[], input?: object): Promise<string> {
    const running = promisify(execFile)(
      process.env.KUBECTL ?? 'kubectl',
      ['--kubeconfig', this.cluster.kubeconfig, ...args],
      { timeout: 60_000 },
    );
    running.child.stdin!.end(input ? JSON.stringify(input) : '');
    return (await running).stdout;
  }

  async create() {
    await this.kubectl(['create', 'namespace', this.name]);
  }

  async remove() {
    await this.kubectl(['delete', 'namespace', this.name, '--wait=false']);
  }

  /** A Deployment whose owners let `groups` restart it, once it has rolled out. */
  async deploy(
    name: string,
    options: { groups: string; fails?: boolean; replicas?: number },
  ) {
    const labels = {
      app: name,
      // kwok's stage of a container that ends in an error.
      ...(options.fails && {
        'pod-container-running-failed.stage.kwok.x-k8s.io': 'true',
      }),
    };
    await this.kubectl(['apply', '--namespace', this.name, '-f', '-'], {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name,
        annotations: { 'restarts.wheelhouse.dev/groups': options.groups },
      },
      spec: {
        replicas: options.replicas ?? 3,
        selector: { matchLabels: { app: name } },
        template: {
          metadata: {
            labels,
            annotations: { 'pod-ready.stage.kwok.x-k8s.io/delay': '2s' },
          },
          spec: {
            containers: [{ name: 'main', image: 'registry.example/app:1' }],
          },
        },
      },
    });
    if (options.fails) return;
    await this.kubectl([
      ...['rollout', 'status', `deployment/${name}`],
      ...['--namespace', this.name, '--timeout', '60s'],
    ]);
  }

  /** How often its pod template was changed. */
  async revisions(name: string): Promise<number> {
    const found = await this.kubectl([
      ...['get', 'replicasets', '--namespace', this.name],
      ...['-l', `app=${name}`, '-o', 'name'],
    ]);
    return found.trim().split('\n').length;
  }
}
