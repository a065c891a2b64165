import {
  describeRealArgocd,
  eventually,
  realClusters,
} from '@wheelhouse/testing';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { startClusters } from './__testUtils__/startClusters';
import type { ClustersService } from './clustersService';
import { parseKubeconfig } from './sources/kubeconfig/parseKubeconfig';

jest.setTimeout(60_000);

describeRealArgocd('the secrets that its API writes', ask => {
  const suffix = randomBytes(4).toString('hex');
  const kubeconfigOf = (name: string) =>
    realClusters().find(cluster => cluster.name === name)!.kubeconfig;
  const connectionOf = (name: string) =>
    parseKubeconfig(readFileSync(kubeconfigOf(name), 'utf8'), String, String)[0]
      .connection!;

  let clusters: ClustersService;
  let stop: () => Promise<void>;
  const added: string[] = [];
  beforeAll(async () => {
    ({ clusters, stop } = await startClusters({
      sources: [{ type: 'argocd', kubeconfig: kubeconfigOf('mgmt') }],
    }));
    await clusters.ready(10_000);
  });
  const add = async (name: string, cluster: object) => {
    added.push(name);
    await ask('POST', 'clusters?upsert=true', { name, ...cluster });
  };
  const remove = async (name: string) => {
    added.splice(added.indexOf(name), 1);
    await ask('DELETE', `clusters/${name}?id.type=name`);
  };

  afterAll(async () => {
    await Promise.all(added.map(remove));
    await stop();
  });

  it('are read with labels, groups and credential, and give a client that works', async () => {
    const name = `token-${suffix}`;
    const { server, tls, auth } = connectionOf('dev');
    if (auth.kind !== 'token') throw new Error('the kubeconfig has no token');
    await add(name, {
      // Argo CD keeps the address as it is written; it is one with the address without the slash.
      server: `${server}/`,
      config: {
        bearerToken: auth.token,
        tlsClientConfig: { caData: Buffer.from(tls.ca!).toString('base64') },
      },
      labels: { 'addons-rbac': 'true' },
      annotations: { 'clusters.wheelhouse.dev/groups': 'acme/ops' },
    });
    await eventually(() =>
      expect(clusters.find(name)).toMatchObject({
        usable: true,
        problems: [],
        server,
        groups: ['acme/ops'],
        labels: { 'addons-rbac': 'true' },
        credential: { kind: 'token' },
      }),
    );
    await expect(
      clusters.client(name).request({ path: '/api/v1/namespaces/default' }),
    ).resolves.toMatchObject({ metadata: { name: 'default' } });

    await remove(name);
    await eventually(() => expect(clusters.find(name)).toBeUndefined());
  });

  it('show no password; to a cluster that takes none its user is a stranger', async () => {
    const name = `insecure-${suffix}`;
    const { server } = connectionOf('prod');
    await add(name, {
      server,
      config: {
        username: 'somebody',
        password: 'not-shown-anywhere',
        tlsClientConfig: { insecure: true },
      },
    });
    await eventually(() =>
      expect(clusters.find(name)).toMatchObject({
        credential: { kind: 'basic' },
      }),
    );
    expect(JSON.stringify(clusters.list())).not.toContain('not-shown-anywhere');
    await expect(
      clusters.client(name).request({ path: '/api/v1/namespaces/default' }),
    ).rejects.toMatchObject({ reason: 'forbidden' });
  });
});
