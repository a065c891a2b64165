/* eslint-disable jest/no-export -- this makes a suite for test files, and is none */
import { PassThrough } from 'node:stream';
import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  Log,
  V1Deployment,
  Watch,
} from '@kubernetes/client-node';
import { eventually } from './eventually';
import { ContractSubject, paths, shortLived, useNamespace } from './subject';

/** What `@kubernetes/client-node` is used for. */
export function clientNodeSuite(subject: ContractSubject): void {
  describe('@kubernetes/client-node', () => {
    const { name: ns } = useNamespace(subject, 'client');
    let config: KubeConfig;
    beforeAll(() => {
      config = new KubeConfig();
      config.loadFromString(subject.kubeconfig());
    });

    it('lists, watches, patches and reads logs', async () => {
      const apps = config.makeApiClient(AppsV1Api);
      const core = config.makeApiClient(CoreV1Api);
      const made = await apps.createNamespacedDeployment({
        namespace: ns,
        body: shortLived({ name: 'web', namespace: ns }) as V1Deployment,
      });
      expect(made.metadata?.creationTimestamp).toBeInstanceOf(Date);

      const told: string[] = [];
      const watch = await new Watch(config).watch(
        paths.deployments(ns),
        {},
        (type, object) => told.push(`${type} ${object.metadata.name}`),
        () => {},
      );
      await eventually(() => expect(told).toContain('ADDED web'));
      watch.abort();

      await eventually(async () => {
        const { items } = await apps.listNamespacedDeployment({
          namespace: ns,
        });
        expect(items[0].status?.availableReplicas).toBe(1);
      });
      const { items } = await core.listNamespacedPod({
        namespace: ns,
        labelSelector: 'app=web',
      });
      const stream = new PassThrough();
      await new Log(config).log(ns, items[0].metadata!.name!, 'app', stream);
      const [line] = await stream.take(1).toArray();
      expect(String(line)).toMatch(/starting/);

      await expect(
        apps.readNamespacedDeployment({ namespace: ns, name: 'none' }),
      ).rejects.toMatchObject({ code: 404 });
    });
  });
}
