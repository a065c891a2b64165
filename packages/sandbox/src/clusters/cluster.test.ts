import { ApiClient } from './__testUtils__/contract/ApiClient';
import { eventually } from './__testUtils__/contract/eventually';
import { listOf } from './api/store';
import { Deployment, KubeEvent, Pod, Rollout } from './api/types';
import {
  daemonSet,
  deployment,
  PODS_AFTER_RESTART_ANNOTATION,
  rollout,
  SimulatedCluster,
  SimulatedClusterOptions,
  startSimulatedCluster,
  WorkloadOptions,
} from '.';

const NS = 'shop';
const restartedAt = () => ({
  spec: {
    template: {
      metadata: {
        annotations: {
          'kubectl.kubernetes.io/restartedAt': new Date().toISOString(),
        },
      },
    },
  },
});

describe('a simulated cluster', () => {
  let cluster: SimulatedCluster;
  let api: ApiClient;
  async function start(options: Partial<SimulatedClusterOptions>) {
    cluster = await startSimulatedCluster({
      name: 'dev',
      speed: 100,
      ...options,
    });
    api = new ApiClient(cluster.kubeconfig);
  }
  afterEach(async () => {
    api.close();
    await cluster.stop();
  });

  const web = (options: Partial<WorkloadOptions> = {}) =>
    deployment({ name: 'web', namespace: NS, replicas: 3, ...options });
  const path = `/apis/apps/v1/namespaces/${NS}/deployments/web`;
  const restart = () => api.patch(path, 'merge-patch', restartedAt());
  const pods = () => listOf<Pod>(cluster.store, 'pods', NS);
  const ready = () =>
    pods().filter(pod =>
      pod.status.conditions?.some(
        each => each.type === 'Ready' && each.status === 'True',
      ),
    );
  const found = () => cluster.find<Deployment>('deployments', NS, 'web')!;
  const reasons = () =>
    listOf<KubeEvent>(cluster.store, 'events', NS).map(each => each.reason);

  it('keeps within surge and unavailability while it rolls, and waits for minReadySeconds', async () => {
    const strategy = {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    };
    const spec = { minReadySeconds: 5, strategy };
    await start({ objects: [web({ spec })] });
    expect(ready()).toHaveLength(3);
    let fewest = Infinity;
    let most = 0;
    cluster.store.onChange(() => {
      const going = pods().filter(pod => !pod.metadata.deletionTimestamp);
      fewest = Math.min(
        fewest,
        ready().filter(pod => !pod.metadata.deletionTimestamp).length,
      );
      most = Math.max(most, going.length);
    });
    await restart();
    await eventually(() =>
      expect(found().status).toMatchObject({
        observedGeneration: found().metadata.generation,
        updatedReplicas: 3,
        availableReplicas: 3,
        replicas: 3,
      }),
    );
    expect({ fewest, most }).toEqual({ fewest: 3, most: 4 });
  });

  it.each([
    ['crash-loop', 'CrashLoopBackOff', 'BackOff'],
    ['ready-then-crash', 'CrashLoopBackOff', 'BackOff'],
    ['image-pull-error', 'ImagePullBackOff', 'BackOff'],
  ])('pods that fare as %s say %s', async (behaviour, reason, event) => {
    const podAnnotations = { [PODS_AFTER_RESTART_ANNOTATION]: behaviour };
    await start({ objects: [web({ podAnnotations })] });
    expect(ready()).toHaveLength(3);
    await restart();
    await eventually(() => {
      const waiting = pods().map(
        pod => pod.status.containerStatuses?.[0].state.waiting?.reason,
      );
      expect(waiting).toContain(reason);
      expect(reasons()).toContain(event);
    });
  });

  it('says why no node takes a pod', async () => {
    const podAnnotations = { [PODS_AFTER_RESTART_ANNOTATION]: 'unschedulable' };
    await start({ objects: [web({ podAnnotations })] });
    await restart();
    await eventually(() => {
      const scheduling = pods().flatMap(pod =>
        (pod.status.conditions ?? []).filter(
          each => each.type === 'PodScheduled' && each.status === 'False',
        ),
      );
      expect(scheduling[0]).toMatchObject({
        reason: 'Unschedulable',
        message: expect.stringContaining('Insufficient memory'),
      });
      expect(reasons()).toContain('FailedScheduling');
    });
  });

  it('says why no pod is made', async () => {
    const podAnnotations = { [PODS_AFTER_RESTART_ANNOTATION]: 'quota' };
    await start({ objects: [web({ podAnnotations })] });
    await restart();
    await eventually(() => {
      const failure = found().status?.conditions?.find(
        each => each.type === 'ReplicaFailure',
      );
      expect(failure).toMatchObject({
        status: 'True',
        reason: 'FailedCreate',
        message: expect.stringContaining('exceeded quota'),
      });
      expect(reasons()).toContain('FailedCreate');
    });
  });

  it('keeps the last lines of a container that crashed', async () => {
    const podAnnotations = { [PODS_AFTER_RESTART_ANNOTATION]: 'crash-loop' };
    await start({ objects: [web({ replicas: 1, podAnnotations })] });
    await restart();
    await eventually(async () => {
      const crashed = pods().find(
        pod => (pod.status.containerStatuses?.[0].restartCount ?? 0) > 0,
      );
      const log = `/api/v1/namespaces/${NS}/pods/${crashed?.metadata.name}/log`;
      const { body } = await api.get(`${log}?previous=true&tailLines=1`);
      expect(body).toMatch(/^FATAL .*exiting with status 1\n$/);
    });
  });

  it("restarts a Rollout's pods at restartAt, and says when that is done", async () => {
    const canary = rollout({ name: 'canary', namespace: NS, replicas: 3 });
    await start({ objects: [canary] });
    const old = pods().map(pod => pod.metadata.uid);
    expect(old).toHaveLength(3);
    const restartAt = new Date().toISOString();
    const answer = await api.patch(
      `/apis/argoproj.io/v1alpha1/namespaces/${NS}/rollouts/canary`,
      'merge-patch',
      { spec: { restartAt } },
    );
    expect(answer.status).toBe(200);
    await eventually(() => {
      const { status, metadata } = cluster.find<Rollout>(
        'rollouts',
        NS,
        'canary',
      )!;
      expect(status).toMatchObject({
        restartedAt: restartAt,
        phase: 'Healthy',
        observedGeneration: String(metadata.generation),
        availableReplicas: 3,
      });
      expect(pods().filter(pod => old.includes(pod.metadata.uid))).toEqual([]);
    });
  });

  it('takes no strategic merge patch for kinds of a CRD', async () => {
    const canary = rollout({ name: 'canary', namespace: NS });
    await start({ objects: [canary] });
    expect(
      await api.patch(
        `/apis/argoproj.io/v1alpha1/namespaces/${NS}/rollouts/canary`,
        'strategic-merge-patch',
        {},
      ),
    ).toMatchObject({ status: 415 });
  });

  it('answers 410 to those who resume from before it has forgotten', async () => {
    await start({ objects: [web()] });
    const { resourceVersion } = (await api.get(path)).body.metadata;
    cluster.apply(daemonSet({ name: 'agent', namespace: NS }));
    cluster.store.compact();
    const watch = `/api/v1/pods?watch=true&resourceVersion=${resourceVersion}`;
    for await (const line of api.lines(watch)) {
      expect(JSON.parse(line)).toMatchObject({
        type: 'ERROR',
        object: { code: 410, reason: 'Expired' },
      });
    }
  });

  it('goes and comes back where it was', async () => {
    await start({ objects: [web()] });
    const { server } = cluster;
    await cluster.disconnect();
    await expect(api.get(path)).rejects.toThrow();
    await cluster.reconnect();
    expect(cluster.server).toBe(server);
    expect(await api.get(path)).toMatchObject({ status: 200 });
  });

  it('lets its users do what they may', async () => {
    const user = 'system:serviceaccount:wheelhouse:portal';
    await start({
      objects: [web()],
      users: [{ token: 'reader', user, may: ({ verb }) => verb === 'get' }],
    });
    expect(await api.get(path)).toMatchObject({ status: 200 });
    expect(await restart()).toMatchObject({
      status: 403,
      body: {
        reason: 'Forbidden',
        message: `deployments.apps "web" is forbidden: User "${user}" cannot patch resource "deployments" in API group "apps" in the namespace "${NS}"`,
      },
    });
  });

  it('shows each request to a test before it answers', async () => {
    const seen: string[] = [];
    await start({
      objects: [web()],
      intercept(request, response) {
        seen.push(`${request.method} ${request.url}`);
        if (request.method !== 'PATCH') return false;
        response.writeHead(500).end('<html>');
        return true;
      },
    });
    await api.get(path);
    expect(await restart()).toMatchObject({ status: 500, body: '<html>' });
    expect(seen).toEqual([`GET ${path}`, `PATCH ${path}`]);
  });

  it('is not changed in what all objects are by a hostile patch', async () => {
    await start({ objects: [web()] });
    const hostile =
      '{"__proto__":{"polluted":1},"metadata":{"labels":{"__proto__":{"polluted":1}},"annotations":{"constructor":"x"}}}';
    const type = 'application/merge-patch+json';
    expect(await api.raw('PATCH', path, type, hostile)).toMatchObject({
      status: 200,
    });
    expect({}).not.toHaveProperty('polluted');
    expect(found().metadata.labels).not.toHaveProperty('polluted');
    const operation = [{ op: 'add', path: '/__proto__/polluted', value: 1 }];
    await api.patch(path, 'json-patch', operation);
    expect({}).not.toHaveProperty('polluted');
  });
});
