import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ApiClient } from '../__testUtils__/contract/ApiClient';
import { eventually } from '../__testUtils__/contract/eventually';
import { Deployment, KubeObject, Node, Rollout } from '../api/types';
import { SandboxClusters, startSandboxClusters } from './clusters';

const decode = (value: string) => Buffer.from(value, 'base64').toString();

describe("the sandbox's clusters", () => {
  let directory: string;
  let clusters: SandboxClusters;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
    clusters = await startSandboxClusters({ port: 0, directory, speed: 50 });
  });
  afterAll(async () => {
    await clusters.stop();
    await rm(directory, { recursive: true });
  });

  const kubeconfig = (name: string) =>
    readFile(join(directory, `${name}.kubeconfig`), 'utf8');

  it('are registered with Argo CD on the management cluster, with credentials that work', async () => {
    const api = new ApiClient(await kubeconfig('management'));
    const { body } = await api.get(
      '/api/v1/namespaces/argocd/secrets?labelSelector=argocd.argoproj.io/secret-type%3Dcluster',
    );
    const known = body.items.map(({ data }: KubeObject) => {
      const { name, server, config } = data as Record<string, string>;
      return {
        name: decode(name),
        server: decode(server),
        config: JSON.parse(decode(config)),
      };
    });
    expect(known.map((each: { name: string }) => each.name).sort()).toEqual([
      'dev',
      'lost',
      'prod',
      'staging',
    ]);
    const dev = known.find((each: { name: string }) => each.name === 'dev');
    expect(dev.server).toBe(clusters.dev.server);
    expect(decode(dev.config.tlsClientConfig.caData)).toBe(clusters.dev.ca);
    const portal = new ApiClient(
      clusters.dev.kubeconfig,
      dev.config.bearerToken,
    );
    expect(await portal.get('/api/v1/pods')).toMatchObject({ status: 200 });
    // As in life, it may not read secrets, nor change anything but workloads.
    expect(await portal.get('/api/v1/secrets')).toMatchObject({ status: 403 });
    expect(
      await portal.delete('/api/v1/namespaces/kube-system/pods/any'),
    ).toMatchObject({ status: 403 });
    api.close();
    portal.close();
  });

  it('stand in kubeconfigs that only their owner can read', async () => {
    const portal = parse(await kubeconfig('portal'));
    expect(portal.contexts.map((each: { name: string }) => each.name)).toEqual([
      'dev',
      'prod',
    ]);
    const { mode } = await stat(join(directory, 'portal.kubeconfig'));
    // eslint-disable-next-line no-bitwise
    expect(mode & 0o777).toBe(0o600);
  });

  it('have been running for a while', () => {
    const api = clusters.prod.find<Deployment>(
      'deployments',
      'acme-payments',
      'payments-api',
    )!;
    expect(api.status).toMatchObject({ availableReplicas: 6 });
    const age = Date.now() - Date.parse(api.metadata.creationTimestamp);
    expect(age).toBeGreaterThan(300 * 86_400_000);
    expect(
      clusters.dev.find<Rollout>('rollouts', 'acme-payments', 'fraud-check')!
        .status,
    ).toMatchObject({ phase: 'Healthy', availableReplicas: 4 });
    expect(
      clusters.staging.find<Node>('nodes', undefined, 'staging-node-3')!.status
        .conditions[0],
    ).toMatchObject({ type: 'Ready', status: 'False' });
  });

  it('have a Deployment that is paused', async () => {
    await eventually(() =>
      expect(
        clusters.dev.find<Deployment>(
          'deployments',
          'acme-payments',
          'refunds',
        ),
      ).toMatchObject({
        spec: { paused: true },
        status: {
          availableReplicas: 2,
          conditions: expect.arrayContaining([
            expect.objectContaining({ reason: 'DeploymentPaused' }),
          ]),
        },
      }),
    );
  });

  it('are not started where a port is in use', async () => {
    const port = Number(new URL(clusters.dev.server).port);
    await expect(startSandboxClusters({ port, directory })).rejects.toThrow(
      `Port ${port} of the sandbox's cluster management is in use: stop what listens there, or set sandbox.clusters.port`,
    );
  });
});
