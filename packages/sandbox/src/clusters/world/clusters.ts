import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectInput } from '../api/types';
import { startSimulatedCluster, SimulatedCluster } from '../cluster';
import { kubeconfigOf } from '../kubeconfig';
import { argocdCluster } from '../objects';
import { portalUser, serviceAccountToken } from './credentials';
import {
  devWorkloads,
  managementWorkloads,
  prodWorkloads,
  refunds,
  stagingWorkloads,
} from './workloads';

const DAY = 86_400_000;

/** How the sandbox's clusters are started. */
export interface SandboxClustersOptions {
  /** Of the management cluster; dev, staging, prod and lost come after it. 0: any free ones. */
  port: number;
  /** Where their kubeconfigs are written. */
  directory: string;
  /** How many times faster than in life; 1 by default. */
  speed?: number;
}

/** The sandbox's clusters, running. */
export interface SandboxClusters {
  management: SimulatedCluster;
  dev: SimulatedCluster;
  staging: SimulatedCluster;
  prod: SimulatedCluster;
  stop(): Promise<void>;
}

/** How Argo CD knows a cluster, beside how it is reached. */
interface Registration {
  labels: Record<string, string>;
  /** Who sees it. */
  groups: string;
}

const REGISTRATIONS = {
  dev: {
    labels: {
      environment: 'development',
      'addons-cert-manager': 'true',
      'addons-rbac': 'true',
    },
    groups: 'acme/*, globex/*',
  },
  staging: {
    labels: { environment: 'staging', 'addons-cert-manager': 'true' },
    groups: 'acme/*, globex/payments',
  },
  prod: {
    labels: {
      environment: 'production',
      'addons-cert-manager': 'true',
      'addons-external-dns': 'true',
      'addons-rbac': 'true',
    },
    groups: 'acme/*, globex/payments',
  },
  lost: { labels: { environment: 'development' }, groups: 'acme/*' },
} satisfies Record<string, Registration>;

/**
 * Starts the sandbox's clusters and writes the kubeconfigs that lead to them: `management.kubeconfig` to the cluster with
 * Argo CD's cluster secrets, `portal.kubeconfig` to some of the others as the portal, and `admin.kubeconfig` to all of
 * them, for whoever wants to look with kubectl.
 *
 * @throws Error where a port is in use
 */
export async function startSandboxClusters(
  options: SandboxClustersOptions,
): Promise<SandboxClusters> {
  const { port, speed } = options;
  const tokens = {
    dev: await serviceAccountToken(),
    staging: await serviceAccountToken(9),
    prod: await serviceAccountToken(287),
    lost: await serviceAccountToken(),
  };
  const running: SimulatedCluster[] = [];
  const start = async (
    name: string,
    offset: number,
    age: number,
    objects: ObjectInput[],
    more: { token?: string; nodes?: number; version?: string } = {},
  ) => {
    const { token, ...rest } = more;
    const cluster = await startSimulatedCluster({
      name,
      objects,
      speed,
      port: port && port + offset,
      rehearsal: 5 * 60_000,
      since: Date.now() - age * DAY,
      users: [
        { token: `simulated-${name}`, user: 'kubernetes-admin' },
        ...(token ? [portalUser(token)] : []),
      ],
      ...rest,
    }).catch(error => {
      throw error.code === 'EADDRINUSE'
        ? new Error(
            `Port ${
              port + offset
            } of the sandbox's cluster ${name} is in use: stop what listens there, or set sandbox.clusters.port`,
          )
        : error;
    });
    running.push(cluster);
    return cluster;
  };
  const stop = async () => {
    await Promise.all(running.map(cluster => cluster.stop()));
  };

  try {
    const management = await start('management', 0, 412, managementWorkloads());
    const dev = await start('dev', 1, 63, devWorkloads(), {
      token: tokens.dev,
    });
    const staging = await start('staging', 2, 198, stagingWorkloads(), {
      token: tokens.staging,
      nodes: 2,
      version: 'v1.35.6',
    });
    const prod = await start('prod', 3, 331, prodWorkloads(), {
      token: tokens.prod,
      nodes: 5,
      version: 'v1.35.6',
    });
    dev.apply(refunds(true));

    // Nothing listens where this one was.
    const lost = {
      server: `https://127.0.0.1:${port ? port + 4 : 1}`,
      ca: dev.ca,
    };
    for (const [name, { server, ca }] of Object.entries({
      dev,
      staging,
      prod,
      lost,
    })) {
      const known = name as keyof typeof REGISTRATIONS;
      management.apply(registered(known, { server, ca, token: tokens[known] }));
    }

    await writeKubeconfigs(options.directory, {
      'management.kubeconfig': [management],
      'portal.kubeconfig': [
        { name: 'dev', server: dev.server, ca: dev.ca, token: tokens.dev },
        { name: 'prod', server: prod.server, ca: prod.ca, token: tokens.prod },
      ],
      'admin.kubeconfig': [dev, staging, prod, management],
    });
    return { management, dev, staging, prod, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function registered(
  name: keyof typeof REGISTRATIONS,
  { server, ca, token }: { server: string; ca: string; token: string },
): ObjectInput {
  const { labels, groups } = REGISTRATIONS[name];
  return argocdCluster({
    name,
    server,
    labels,
    annotations: { 'clusters.wheelhouse.dev/groups': groups },
    config: {
      bearerToken: token,
      tlsClientConfig: {
        insecure: false,
        caData: Buffer.from(ca).toString('base64'),
        certData: '',
        keyData: '',
      },
    },
  });
}

/** Whole or not at all, so that nobody reads half a file. */
async function writeKubeconfigs(
  directory: string,
  files: Record<string, Parameters<typeof kubeconfigOf>[0]>,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const [name, entries] of Object.entries(files)) {
    const file = join(directory, name);
    await writeFile(`${file}.new`, kubeconfigOf(entries), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
}
