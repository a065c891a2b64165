import { describeRealClusters, eventually } from '@wheelhouse/testing';
import { randomBytes } from 'node:crypto';
import { clientTo as clientOf, closeClients } from './__testUtils__/clients';
import { startClusters } from './__testUtils__/startClusters';
import { clientFromKubeconfig } from './client/clientFromKubeconfig';
import type { HttpClusterClient } from './client/HttpClusterClient';
import { resourcePath } from './client/resourcePath';
import type { ClustersService } from './clustersService';
import type { KubernetesObject } from './reflector/types';
import { parseKubeconfig } from './sources/kubeconfig/parseKubeconfig';
import { readFileSync } from 'node:fs';

jest.setTimeout(60_000);

describeRealClusters('clusters-node', cluster => {
  const namespace = `clusters-${randomBytes(4).toString('hex')}`;
  const open: HttpClusterClient[] = [];
  const clientTo = (name: string) => {
    const client = clientFromKubeconfig(name, cluster(name).kubeconfig);
    open.push(client);
    return client;
  };
  const namespaces = resourcePath({ version: 'v1', resource: 'namespaces' });
  const inNamespace = (resource: string, name?: string) =>
    resourcePath({ version: 'v1', namespace, resource, name });
  const create = (client: HttpClusterClient, path: string, body: object) =>
    client.request<KubernetesObject>({ method: 'POST', path, body });
  const remove = (client: HttpClusterClient, path: string) =>
    client.request({ method: 'DELETE', path });

  beforeAll(async () => {
    for (const name of ['dev', 'mgmt']) {
      await create(clientTo(name), namespaces, {
        metadata: { name: namespace },
      });
    }
  });
  afterAll(async () => {
    for (const client of open.slice(0, 2)) {
      await remove(client, `${namespaces}/${namespace}`);
    }
    for (const client of open) client.close();
    closeClients();
  });

  describe('a client', () => {
    it('creates, reads, patches and deletes, and tells errors apart', async () => {
      const client = clientTo('dev');
      const path = inNamespace('configmaps');
      const made = await create(client, path, {
        metadata: { name: 'a' },
        data: { x: '1' },
      });
      expect(made.metadata.uid).toBeDefined();
      const patched = await client.request<KubernetesObject>({
        method: 'PATCH',
        path: `${path}/a`,
        body: { data: { x: '2' } },
        contentType: 'application/merge-patch+json',
      });
      expect(patched.data).toEqual({ x: '2' });
      await expect(
        create(client, path, { metadata: { name: 'a' } }),
      ).rejects.toMatchObject({ reason: 'conflict' });
      await expect(
        create(client, path, { metadata: { name: 'A b' } }),
      ).rejects.toMatchObject({
        reason: 'invalid',
        details: { status: 422, serverMessage: expect.stringContaining('A b') },
      });
      await remove(client, `${path}/a`);
      await expect(client.request({ path: `${path}/a` })).rejects.toMatchObject(
        { reason: 'not-found' },
      );
    });

    it('is told that a credential is wrong', async () => {
      const { connection } = parseKubeconfig(
        readFileSync(cluster('dev').kubeconfig, 'utf8'),
        String,
        String,
      )[0];
      const client = clientOf({
        ...connection!,
        auth: { kind: 'token', token: 'no' },
      });
      await expect(client.request({ path: namespaces })).rejects.toMatchObject({
        reason: 'unauthorized',
      });
    });
  });

  describe('a reflector', () => {
    const mapOf = (name: string) => ({
      metadata: { name },
      data: { of: name },
    });

    it('lists and follows', async () => {
      const client = clientTo('dev');
      const path = inNamespace('configmaps');
      await Promise.all(
        ['a', 'b', 'c'].map(name => create(client, path, mapOf(name))),
      );
      const reflector = client.reflect({
        path,
        keep: ({ metadata }) =>
          metadata.name.startsWith('kube-')
            ? undefined
            : { name: metadata.name },
      });
      const names = () =>
        [...reflector.values()].map(({ name }) => name).sort();
      await reflector.synced(10_000);
      expect(names()).toEqual(['a', 'b', 'c']);
      await create(client, path, mapOf('d'));
      await remove(client, `${path}/a`);
      await eventually(() => expect(names()).toEqual(['b', 'c', 'd']));
      expect(reflector.get(`${namespace}/d`)).toEqual({ name: 'd' });
      reflector.stop();
    });

    it('is told what is not installed', async () => {
      const client = clientTo('dev');
      const reflector = client.reflect({
        path: '/apis/argoproj.io/v1alpha1/rollouts-that-nobody-installed',
        keep: object => object,
      });
      await eventually(() =>
        expect(reflector.state).toMatchObject({
          phase: 'starting',
          error: { reason: 'not-found' },
        }),
      );
      reflector.stop();
    });
  });

  describe('cluster secrets', () => {
    let clusters: ClustersService;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      ({ clusters, stop } = await startClusters({
        sources: [
          {
            type: 'argocd',
            kubeconfig: cluster('mgmt').kubeconfig,
            namespace,
          },
          { type: 'kubeconfig', path: cluster('prod').kubeconfig },
        ],
      }));
    });
    afterAll(() => stop());

    const secretOf = (
      name: string,
      data: Record<string, string>,
      annotations?: Record<string, string>,
    ) => ({
      metadata: {
        name,
        labels: {
          'argocd.argoproj.io/secret-type': 'cluster',
          'addons-rbac': 'true',
        },
        annotations,
      },
      stringData: data,
    });
    const dataOf = (name: string) => {
      const { connection } = parseKubeconfig(
        readFileSync(cluster(name).kubeconfig, 'utf8'),
        String,
        String,
      )[0];
      const { server, tls, auth } = connection!;
      if (auth.kind !== 'token') throw new Error('not a token');
      return {
        name,
        server,
        config: JSON.stringify({
          bearerToken: auth.token,
          tlsClientConfig: {
            insecure: false,
            caData: Buffer.from(tls.ca!).toString('base64'),
          },
        }),
      };
    };

    it('appear, are one with the same cluster of a kubeconfig, and vanish', async () => {
      const mgmt = clientTo('mgmt');
      const secrets = inNamespace('secrets');
      await clusters.ready(10_000);
      expect(clusters.list().map(({ name }) => name)).toEqual(['main']);

      await create(mgmt, secrets, secretOf('cluster-dev', dataOf('dev')));
      await create(
        mgmt,
        secrets,
        secretOf('cluster-prod', dataOf('prod'), {
          'clusters.wheelhouse.dev/groups': 'acme/ops',
        }),
      );
      await create(
        mgmt,
        secrets,
        secretOf('cluster-own', {
          name: 'in-cluster',
          server: 'https://kubernetes.default.svc',
          config: '{"tlsClientConfig":{"insecure":false}}',
        }),
      );
      await create(
        mgmt,
        secrets,
        secretOf('cluster-bad', { name: 'bad', server: 'x', config: '{' }),
      );
      await eventually(() =>
        expect(clusters.list()).toEqual([
          expect.objectContaining({ name: 'bad', usable: false }),
          expect.objectContaining({
            name: 'dev',
            sources: ['argocd'],
            labels: { 'addons-rbac': 'true' },
            problems: [],
          }),
          expect.objectContaining({ name: 'in-cluster', usable: true }),
          expect.objectContaining({
            name: 'prod',
            sources: ['argocd', 'kubeconfig'],
            groups: ['acme/ops'],
          }),
        ]),
      );
      for (const name of ['dev', 'in-cluster', 'prod']) {
        await expect(
          clusters.client(name).request({ path: '/version' }),
        ).resolves.toMatchObject({ gitVersion: expect.stringMatching(/^v1/) });
      }

      await remove(mgmt, `${secrets}/cluster-prod`);
      await remove(mgmt, `${secrets}/cluster-dev`);
      await eventually(() =>
        expect(clusters.list().map(({ name }) => name)).toEqual([
          'bad',
          'in-cluster',
          'main',
        ]),
      );
    });
  });
});
