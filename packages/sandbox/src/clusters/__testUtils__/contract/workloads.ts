/* eslint-disable jest/no-export, jest/no-standalone-expect -- this makes a suite for test files, and is none */
import { PODS_ANNOTATION } from '../../kubelet/behaviour';
import { daemonSet, statefulSet } from '../../objects';
import { Pod } from '../../api/types';
import { eventually } from './eventually';
import {
  ContractSubject,
  neverReady,
  paths,
  shortLived,
  useNamespace,
} from './subject';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** How workloads roll over, and what their pods, revisions and events say meanwhile. */
export function workloadSuite(subject: ContractSubject): void {
  describe('workloads', () => {
    const { name: ns, api } = useNamespace(subject, 'workloads');
    const deployments = paths.deployments(ns);

    const read = async (path: string) => (await api().get(path)).body;
    const list = async (path: string, query = '') =>
      (await read(`${path}?${query}`)).items;
    const podsOf = (app: string): Promise<Pod[]> =>
      list(paths.pods(ns), `labelSelector=app%3D${app}`);
    const condition = (object: any, type: string) =>
      object.status.conditions?.find((each: any) => each.type === type);
    const isReady = (pod: Pod) => condition(pod, 'Ready')?.status === 'True';

    async function restart(path: string): Promise<string> {
      const at = new Date().toISOString();
      const template = { metadata: { annotations: { [RESTARTED_AT]: at } } };
      const answer = await api().patch(path, 'strategic-merge-patch', {
        spec: { template },
      });
      expect(answer.status).toBe(200);
      return at;
    }

    /** Waits until a Deployment is rolled out, as `kubectl rollout status` judges it. */
    const rolledOut = (path: string, replicas: number) =>
      eventually(async () => {
        const found = await read(path);
        expect(found.status).toMatchObject({
          observedGeneration: found.metadata.generation,
          replicas,
          updatedReplicas: replicas,
          readyReplicas: replicas,
          availableReplicas: replicas,
        });
        return found;
      });

    it('a restart replaces the pods by ones that carry its time', async () => {
      const path = `${deployments}/web`;
      const web = shortLived({ name: 'web', namespace: ns, replicas: 2 });
      await api().post(deployments, web);
      const before = await rolledOut(path, 2);
      expect(before.metadata.generation).toBe(1);
      const old = (await podsOf('web')).map(pod => pod.metadata.uid);

      const at = await restart(path);
      const after = await rolledOut(path, 2);
      expect(after.metadata).toMatchObject({
        generation: 2,
        annotations: { 'deployment.kubernetes.io/revision': '2' },
      });
      expect(condition(after, 'Available')).toMatchObject({
        status: 'True',
        reason: 'MinimumReplicasAvailable',
      });
      expect(condition(after, 'Progressing')).toMatchObject({
        status: 'True',
        reason: 'NewReplicaSetAvailable',
      });
      const pods = await eventually(async () => {
        const found = await podsOf('web');
        expect(found).toHaveLength(2);
        return found;
      });
      const sets = await list(paths.replicaSets(ns), 'labelSelector=app%3Dweb');
      const current = sets.find((set: any) => set.spec.replicas === 2);
      expect(sets).toHaveLength(2);
      expect(current.metadata.ownerReferences).toMatchObject([
        { kind: 'Deployment', name: 'web', controller: true },
      ]);
      for (const pod of pods) {
        expect(old).not.toContain(pod.metadata.uid);
        expect(pod.metadata).toMatchObject({
          annotations: { [RESTARTED_AT]: at },
          ownerReferences: [
            { kind: 'ReplicaSet', uid: current.metadata.uid, controller: true },
          ],
          labels: {
            'pod-template-hash': current.metadata.labels['pod-template-hash'],
          },
        });
        expect(pod.spec.nodeName).toBeTruthy();
        expect(pod.status).toMatchObject({
          phase: 'Running',
          containerStatuses: [
            { name: 'app', ready: true, state: { running: {} } },
          ],
        });
      }
      const [{ metadata }] = pods;
      const events = await list(
        paths.events(ns),
        `fieldSelector=involvedObject.uid%3D${metadata.uid}`,
      );
      const scheduled = events.find((each: any) => each.reason === 'Scheduled');
      expect(scheduled).toMatchObject({
        type: 'Normal',
        involvedObject: { kind: 'Pod', name: metadata.name, namespace: ns },
        message: expect.stringContaining('Successfully assigned'),
      });
    });

    it('a restart of a paused Deployment is kept until it is resumed', async () => {
      const path = `${deployments}/paused`;
      const paused = { name: 'paused', namespace: ns };
      await api().post(deployments, shortLived(paused));
      await rolledOut(path, 1);
      await api().patch(path, 'merge-patch', { spec: { paused: true } });
      await restart(path);
      const waiting = await eventually(async () => {
        const found = await read(path);
        expect(found.status.observedGeneration).toBe(3);
        return found;
      });
      expect(waiting.status.updatedReplicas ?? 0).toBe(0);
      expect(condition(waiting, 'Progressing')).toMatchObject({
        status: 'Unknown',
        reason: 'DeploymentPaused',
      });
      expect(
        await list(paths.replicaSets(ns), 'labelSelector=app%3Dpaused'),
      ).toHaveLength(1);
      await api().patch(path, 'merge-patch', { spec: { paused: null } });
      await rolledOut(path, 1);
    });

    it('pods that do not become ready end a rollout at its deadline, and the old ones stay', async () => {
      const path = `${deployments}/stuck`;
      await api().post(
        deployments,
        shortLived({
          name: 'stuck',
          namespace: ns,
          spec: { progressDeadlineSeconds: 8 },
        }),
      );
      await rolledOut(path, 1);
      const old = await podsOf('stuck');
      await api().patch(path, 'strategic-merge-patch', {
        spec: { template: { metadata: { annotations: neverReady } } },
      });
      const ended = await eventually(async () => {
        const found = await read(path);
        expect(condition(found, 'Progressing')).toMatchObject({
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
        });
        return found;
      });
      expect(ended.status).toMatchObject({
        updatedReplicas: 1,
        replicas: 2,
        availableReplicas: 1,
        unavailableReplicas: 1,
      });
      const pods = await podsOf('stuck');
      expect(pods.filter(isReady).map(pod => pod.metadata.uid)).toEqual([
        old[0].metadata.uid,
      ]);
    });

    it('a container that fails says with which exit code', async () => {
      const failing = shortLived({
        name: 'failing',
        namespace: ns,
        podAnnotations: { [PODS_ANNOTATION]: 'crash-loop' },
        spec: { minReadySeconds: 60 },
      });
      const { template } = failing.spec as {
        template: { metadata: { labels: Record<string, string> } };
      };
      template.metadata.labels[
        'pod-container-running-failed.stage.kwok.x-k8s.io'
      ] = 'true';
      await api().post(deployments, failing);
      await eventually(async () => {
        const states = (await podsOf('failing')).flatMap(
          pod =>
            pod.status.containerStatuses?.map(
              ({ state, lastState }) =>
                state.terminated ?? lastState?.terminated,
            ) ?? [],
        );
        expect(states).toContainEqual(expect.objectContaining({ exitCode: 1 }));
      });
      const found = await read(`${deployments}/failing`);
      expect(condition(found, 'Available')).toMatchObject({
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
      });
    });

    it('a StatefulSet rolls over from its last pod to its first', async () => {
      const path = `${paths.statefulSets(ns)}/db`;
      const db = statefulSet({ name: 'db', namespace: ns, replicas: 2 });
      await api().post(paths.statefulSets(ns), db);
      const done = (generation: number) =>
        eventually(async () => {
          const { metadata, status } = await read(path);
          expect(status).toMatchObject({
            observedGeneration: generation,
            replicas: 2,
            readyReplicas: 2,
            availableReplicas: 2,
            updatedReplicas: 2,
            currentReplicas: 2,
          });
          expect(status.currentRevision).toBe(status.updateRevision);
          return { metadata, status };
        }, 120_000);
      const before = await done(1);
      const at = await restart(path);
      const after = await done(2);
      expect(after.status.updateRevision).not.toBe(
        before.status.updateRevision,
      );
      const pods = await podsOf('db');
      const [first, last] = pods;
      expect(pods.map(pod => pod.metadata.name)).toEqual(['db-0', 'db-1']);
      expect(
        first.metadata.creationTimestamp >= last.metadata.creationTimestamp,
      ).toBe(true);
      for (const { metadata } of pods) {
        expect(metadata.annotations).toMatchObject({ [RESTARTED_AT]: at });
        expect(metadata.labels).toMatchObject({
          'controller-revision-hash': after.status.updateRevision,
          'statefulset.kubernetes.io/pod-name': metadata.name,
        });
      }
      const revisions = await list(
        paths.controllerRevisions(ns),
        'labelSelector=app%3Ddb',
      );
      expect(revisions.map((each: any) => each.revision).sort()).toEqual([
        1, 2,
      ]);
    });

    it('a DaemonSet rolls over on every node', async () => {
      const path = `${paths.daemonSets(ns)}/agent`;
      const nodes = (await list('/api/v1/nodes')).length;
      const agent = daemonSet({ name: 'agent', namespace: ns });
      await api().post(paths.daemonSets(ns), agent);
      const done = (generation: number) =>
        eventually(async () => {
          expect((await read(path)).status).toMatchObject({
            observedGeneration: generation,
            desiredNumberScheduled: nodes,
            currentNumberScheduled: nodes,
            updatedNumberScheduled: nodes,
            numberReady: nodes,
            numberAvailable: nodes,
            numberMisscheduled: 0,
          });
        });
      await done(1);
      const at = await restart(path);
      await done(2);
      for (const { metadata } of await podsOf('agent')) {
        expect(metadata.annotations).toMatchObject({ [RESTARTED_AT]: at });
        expect(metadata.labels).toHaveProperty('controller-revision-hash');
      }
    });

    describe('the log of a pod', () => {
      let log: string;
      beforeAll(async () => {
        const speaking = shortLived({ name: 'speaking', namespace: ns });
        await api().post(deployments, speaking);
        await rolledOut(`${deployments}/speaking`, 1);
        const [pod] = await podsOf('speaking');
        log = `${paths.pods(ns)}/${pod.metadata.name}/log`;
        await eventually(async () =>
          expect((await api().get(log)).body).toMatch(/listening on :8080/),
        );
      });

      it('is plain text, whole or its last lines', async () => {
        const whole = await api().get(log);
        expect(whole).toMatchObject({ status: 200 });
        expect(whole.type).toMatch(/^text\/plain/);
        expect(whole.body).toMatch(/starting/);
        const last = await api().get(`${log}?container=app&tailLines=1`);
        expect(last.body.trimEnd().split('\n')).toHaveLength(1);
      });

      it('has times where they are asked for', async () => {
        const { body } = await api().get(`${log}?timestamps=true&tailLines=2`);
        for (const line of body.trimEnd().split('\n')) {
          expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z \S/);
        }
      });

      it('is followed from where one wants it', async () => {
        for await (const line of api().lines(
          `${log}?follow=true&tailLines=1`,
        )) {
          expect(line).not.toBe('');
          break;
        }
      });

      it('is refused in words where there is none', async () => {
        const answer = await api().get(`${log}?container=other`);
        expect(answer).toMatchObject({
          status: 400,
          body: {
            reason: 'BadRequest',
            message: expect.stringContaining(
              'container other is not valid for pod speaking',
            ),
          },
        });
        expect(await api().get(`${paths.pods(ns)}/none/log`)).toMatchObject({
          status: 404,
          body: { reason: 'NotFound' },
        });
      });
    });

    it('a deleted pod ends, and another takes its place', async () => {
      const replaced = { name: 'replaced', namespace: ns };
      await api().post(deployments, shortLived(replaced));
      await rolledOut(`${deployments}/replaced`, 1);
      const [{ metadata }] = await podsOf('replaced');
      await api().delete(`${paths.pods(ns)}/${metadata.name}`);
      await eventually(async () => {
        const pods = await podsOf('replaced');
        expect(pods).toHaveLength(1);
        expect(pods[0].metadata.uid).not.toBe(metadata.uid);
      });
    });

    it('what a Deployment made goes with it', async () => {
      const passing = { name: 'passing', namespace: ns };
      await api().post(deployments, shortLived(passing));
      await rolledOut(`${deployments}/passing`, 1);
      const answer = await api().delete(
        `${deployments}/passing?propagationPolicy=Background`,
      );
      expect(answer.body).toMatchObject({
        kind: 'Status',
        status: 'Success',
        details: { name: 'passing', group: 'apps', kind: 'deployments' },
      });
      await eventually(async () => expect(await podsOf('passing')).toEqual([]));
    });
  });
}
