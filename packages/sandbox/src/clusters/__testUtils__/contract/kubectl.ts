/* eslint-disable jest/no-export -- this makes a suite for test files, and is none */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { daemonSet, statefulSet } from '../../objects';
import { eventually } from './eventually';
import { describeWithKubectl, Kubectl } from './kubectlCommand';
import { ContractSubject, paths, shortLived, useNamespace } from './subject';

/** The words of a table's line. */
const words = (line: string) => line.trim().split(/ {2,}/);

/** What people do with kubectl, and what they see. */
export function kubectlSuite(subject: ContractSubject): void {
  describeWithKubectl('kubectl', () => {
    const { name: ns, api } = useNamespace(subject, 'kubectl');
    let folder: string;
    let kubectl: Kubectl;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'contract-'));
      const kubeconfig = join(folder, 'kubeconfig');
      writeFileSync(kubeconfig, subject.kubeconfig(), { mode: 0o600 });
      kubectl = new Kubectl(kubeconfig);
      const web = shortLived({ name: 'web', namespace: ns, replicas: 2 });
      await api().post(paths.deployments(ns), web);
      await api().post(
        paths.statefulSets(ns),
        statefulSet({ name: 'db', namespace: ns }),
      );
      await api().post(
        paths.daemonSets(ns),
        daemonSet({ name: 'agent', namespace: ns }),
      );
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const inNamespace = (...args: string[]) =>
      kubectl.run('--namespace', ns, ...args);

    it.each([
      ['deployment/web', 'deployment "web" successfully rolled out'],
      ['daemonset/agent', 'daemon set "agent" successfully rolled out'],
      [
        'statefulset/db',
        /statefulset rolling update complete|rolled out|complete/,
      ],
    ])('rollout restart and rollout status of %s', async (workload, done) => {
      await inNamespace('rollout', 'status', workload);
      expect(await inNamespace('rollout', 'restart', workload)).toMatch(
        /restarted/,
      );
      const status = await inNamespace('rollout', 'status', workload);
      expect(status).toMatch(/Waiting for/);
      expect(status).toMatch(done);
    });

    it.each([
      [
        'deployments',
        'NAME READY UP-TO-DATE AVAILABLE AGE',
        'CONTAINERS IMAGES SELECTOR',
      ],
      [
        'replicasets',
        'NAME DESIRED CURRENT READY AGE',
        'CONTAINERS IMAGES SELECTOR',
      ],
      [
        'pods',
        'NAME READY STATUS RESTARTS AGE',
        'IP NODE NOMINATED_NODE READINESS_GATES',
      ],
      ['statefulsets', 'NAME READY AGE', 'CONTAINERS IMAGES'],
      [
        'daemonsets',
        'NAME DESIRED CURRENT READY UP-TO-DATE AVAILABLE NODE_SELECTOR AGE',
        'CONTAINERS IMAGES SELECTOR',
      ],
      [
        'nodes',
        'NAME STATUS ROLES AGE VERSION',
        'INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME',
      ],
      ['namespaces', 'NAME STATUS AGE', ''],
      ['controllerrevisions', 'NAME CONTROLLER REVISION AGE', ''],
      [
        'events',
        'LAST_SEEN TYPE REASON OBJECT MESSAGE',
        'LAST_SEEN TYPE REASON OBJECT SUBOBJECT SOURCE MESSAGE FIRST_SEEN COUNT NAME',
      ],
    ])('get %s prints its columns', async (kind, narrow, wide) => {
      const header = async (...args: string[]) =>
        words((await inNamespace('get', kind, ...args)).split('\n')[0]).map(
          word => word.replace(/ /g, '_'),
        );
      expect(await header()).toEqual(narrow.split(' '));
      const more = kind === 'events' ? wide : `${narrow} ${wide}`.trim();
      expect(await header('-o', 'wide')).toEqual(more.split(' '));
    });

    it('get prints what is the case', async () => {
      await inNamespace('rollout', 'status', 'deployment/web');
      const printed = await inNamespace('get', 'deploy', 'web', '-o', 'wide');
      expect(words(printed.split('\n')[1])).toEqual([
        'web',
        '2/2',
        '2',
        '2',
        expect.stringMatching(/^(\d+m)?\d+s$/),
        'app',
        'registry.example/web:1.0.0',
        'app=web',
      ]);
      const pods = await eventually(async () => {
        const output = await inNamespace('get', 'po', '-l', 'app=web');
        const lines = output.trimEnd().split('\n').slice(1).map(words);
        expect(lines).toHaveLength(2);
        return lines;
      });
      for (const pod of pods) {
        expect(pod.slice(1, 4)).toEqual(['1/1', 'Running', '0']);
      }
      const json = await inNamespace('get', 'deploy', '-o', 'json');
      expect(JSON.parse(json)).toMatchObject({
        kind: 'List',
        items: [{ kind: 'Deployment', metadata: { name: 'web' } }],
      });
    });

    it('get -w prints what changes', async () => {
      const scaled = kubectl.until(
        output => /web\s+3\/3/.test(output),
        ...['--namespace', ns, 'get', 'deploy', 'web', '-w'],
      );
      await api().patch(`${paths.deployments(ns)}/web`, 'merge-patch', {
        spec: { replicas: 3 },
      });
      expect(await scaled).toMatch(/web\s+2\/3/);
    });

    it('logs -f goes on, and describe tells the story', async () => {
      const log = await kubectl.until(
        output => /listening on :8080/.test(output),
        ...['--namespace', ns, 'logs', '-f', 'deployment/web'],
      );
      expect(log).toMatch(/starting/);
      const story = await inNamespace('describe', 'deployment', 'web');
      expect(story).toMatch(/Replicas: +3 desired/);
      expect(story).toMatch(/NewReplicaSet: +web-/);
      expect(story).toMatch(/ScalingReplicaSet/);
      const pod = /(\S+)/.exec(
        await inNamespace('get', 'pods', '-l', 'app=web', '-o', 'name'),
      )![1];
      expect(await inNamespace('describe', pod)).toMatch(
        /Successfully assigned/,
      );
    });

    it('create, apply and delete are answered as one expects', async () => {
      const file = join(folder, 'web.json');
      const other = shortLived({ name: 'other', namespace: ns, replicas: 0 });
      writeFileSync(file, JSON.stringify(other));
      expect(await inNamespace('apply', '-f', file)).toMatch(
        'deployment.apps/other created',
      );
      expect(await inNamespace('apply', '-f', file)).toMatch(
        'deployment.apps/other unchanged',
      );
      expect(await inNamespace('delete', 'deploy', 'other')).toMatch(
        /deployment.apps "other" deleted/,
      );
      await expect(inNamespace('get', 'deploy', 'other')).rejects.toThrow(
        'Error from server (NotFound): deployments.apps "other" not found',
      );
    });
  });
}
