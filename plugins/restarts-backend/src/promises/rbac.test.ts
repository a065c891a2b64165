import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  type ClusterClient,
  ClusterError,
  type ClusterRequest,
} from '@wheelhouse/plugin-clusters-node';
import {
  GROUPS_ANNOTATION,
  RESTARTED_AT_ANNOTATION,
  type WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { describeRealClusters } from '@wheelhouse/testing';
import { eventually } from '../__testUtils__/eventually';
import { ben } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { DeployedAccount, WORKLOADS } from '../__testUtils__/rbac';
import { TestCluster } from '../__testUtils__/TestCluster';
import { podsPath, workloadPath } from '../service/paths';

jest.setTimeout(120_000);

const STRATEGIC = 'application/strategic-merge-patch+json';
const STAMP = '2026-01-02T03:04:05Z';
const template = (part: object) => ({ spec: { template: part } });
const mark = (value: string) =>
  template({ metadata: { annotations: { [RESTARTED_AT_ANNOTATION]: value } } });

describeRealClusters('the account of deploy/rbac', cluster => {
  const folder = createMockDirectory();
  let operators: Portal;
  let portal: Portal;
  let dev: TestCluster;
  let account: DeployedAccount;
  let stolen: ClusterClient;
  let api: WorkloadReference;
  let closed: WorkloadReference;
  let emptied: WorkloadReference;

  function send(request: ClusterRequest) {
    return stolen.request(request);
  }
  const patch = (workload: WorkloadReference, body: object, at = '') =>
    send({
      method: 'PATCH',
      path: workloadPath(workload) + at,
      contentType: STRATEGIC,
      body,
    });

  async function expectRefused(attempt: Promise<unknown>) {
    const error = await attempt.then(
      () => new Error('It was done'),
      (e: Error) => e,
    );
    expect(error).toBeInstanceOf(ClusterError);
    expect((error as ClusterError).details.status).toBe(403);
  }

  beforeAll(async () => {
    const { kubeconfig } = cluster('dev');
    operators = await startPortal({ kubeconfig });
    const [{ name }] = operators.clusters.list();
    const admin = operators.clusters.client(name);
    dev = await new TestCluster(admin).open();
    account = new DeployedAccount(admin);
    await account.apply();
    portal = await startPortal({
      kubeconfig: await account.kubeconfig(
        kubeconfig,
        folder.resolve('portal.kubeconfig'),
      ),
    });
    stolen = portal.clusters.client(name);
    api = await dev.workload('api', { groups: 'acme/payments' });
    closed = await dev.workload('closed');
    emptied = await dev.workload('emptied', { groups: '' });
    // Policies take effect a moment after they were made.
    await eventually(() =>
      expectRefused(patch(closed, { spec: { paused: true } })),
    );
  });
  afterAll(async () => {
    await account?.remove();
    await dev?.close();
    await portal?.stop();
    await operators?.stop();
  });

  it('is given by its role what restarting takes, and nothing else', async () => {
    const allowed = await account.allowed();
    const each = (verbs: string[], resources: string[]) =>
      resources.flatMap(resource => verbs.map(verb => `${verb} ${resource}`));
    expect(allowed.sort()).toEqual(
      [
        ...each(['get', 'list', 'watch', 'patch'], WORKLOADS),
        ...each(['get', 'list', 'watch'], ['pods', 'events']),
        'get pods/log',
      ].sort(),
    );
  });

  it('suffices to restart a workload and to follow it to its end', async () => {
    const answer = await portal.request(
      ben,
      'POST',
      `/clusters/${api.cluster}/namespaces/${api.namespace}/deployments/api/restart?wait=true`,
    );
    expect(answer).toMatchObject({ status: 200, body: { state: 'ready' } });
    const [pod] = await dev.pods('api');
    const lines = await stolen.lines({
      path: `${podsPath(dev.namespace)}/${pod.metadata.name}/log`,
    });
    for await (const line of lines) expect(typeof line).toBe('string');
  });

  it('lets a mark be set where the owner opted in', async () => {
    await patch(api, mark(STAMP));
    const { spec } = (await dev.get(api)) as any;
    expect(spec.template.metadata.annotations).toMatchObject({
      [RESTARTED_AT_ANNOTATION]: STAMP,
    });
  });

  it.each<[string, object]>([
    [
      'the image',
      template({ spec: { containers: [{ name: 'main', image: 'evil' }] } }),
    ],
    [
      'a command',
      template({ spec: { containers: [{ name: 'main', command: ['sh'] }] } }),
    ],
    [
      'another container',
      template({ spec: { containers: [{ name: 'x', image: 'x' }] } }),
    ],
    [
      'the service account of the pods',
      template({ spec: { serviceAccountName: 'admin' } }),
    ],
    ['the replicas', { spec: { replicas: 0 } }],
    ['whether it is paused', { spec: { paused: true } }],
    [
      'the strategy',
      { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } },
    ],
    [
      'another annotation of the pods',
      template({ metadata: { annotations: { other: 'x' } } }),
    ],
    [
      'the labels of the pods',
      template({ metadata: { labels: { other: 'x' } } }),
    ],
    ['an annotation', { metadata: { annotations: { other: 'x' } } }],
    ['a label', { metadata: { labels: { other: 'x' } } }],
    ['a finalizer', { metadata: { finalizers: ['example.com/x'] } }],
    [
      'an owner',
      {
        metadata: {
          ownerReferences: [
            { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'x' },
          ],
        },
      },
    ],
    [
      'the opt-in',
      { metadata: { annotations: { [GROUPS_ANNOTATION]: 'globex/*' } } },
    ],
    [
      'that there is no opt-in',
      { metadata: { annotations: { [GROUPS_ANNOTATION]: null } } },
    ],
    ['the mark to what is no time', mark('$(reboot)')],
    [
      'the mark to nothing',
      template({
        metadata: { annotations: { [RESTARTED_AT_ANNOTATION]: null } },
      }),
    ],
  ])('cannot change %s', async (_what, body) => {
    await expectRefused(patch(api, body));
  });

  it.each<[string, object]>([
    ['restarted', mark(STAMP)],
    [
      'opted in',
      { metadata: { annotations: { [GROUPS_ANNOTATION]: 'acme/*' } } },
    ],
    [
      'opted in and restarted',
      {
        metadata: { annotations: { [GROUPS_ANNOTATION]: 'acme/*' } },
        ...mark(STAMP),
      },
    ],
  ])('has no workload %s whose owner did not opt in', async (_what, body) => {
    await expectRefused(patch(closed, body));
  });

  it('has no workload restarted whose opt-in names nobody', async () => {
    await expectRefused(patch(emptied, mark(STAMP)));
  });

  it.each(['/scale', '/status'])('cannot change %s', async at => {
    await expectRefused(patch(api, { spec: { replicas: 9 }, status: {} }, at));
  });

  it('cannot touch pods, secrets or anything else', async () => {
    const [{ metadata }] = await dev.pods('api');
    const pods = podsPath(dev.namespace);
    const pod = `${pods}/${metadata.name}`;
    const secrets = `/api/v1/namespaces/${dev.namespace}/secrets`;
    const role = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    const requests: ClusterRequest[] = [
      { method: 'DELETE', path: pod },
      { method: 'PATCH', path: pod, contentType: STRATEGIC, body: {} },
      { method: 'POST', path: pods, body: { metadata: { name: 'x' } } },
      { method: 'POST', path: `${pod}/exec`, query: { command: 'sh' } },
      { method: 'POST', path: `${pod}/eviction`, body: {} },
      { path: secrets },
      { path: `${secrets}/any` },
      { method: 'POST', path: secrets, body: {} },
      { path: `/api/v1/namespaces/${dev.namespace}/configmaps` },
      { path: '/api/v1/nodes' },
      { path: '/api/v1/namespaces' },
      { path: role },
      { method: 'POST', path: role, body: {} },
      { method: 'DELETE', path: workloadPath(api) },
      { method: 'PUT', path: workloadPath(api), body: await dev.get(api) },
      {
        method: 'POST',
        path: workloadPath(api).replace(/\/[^/]+$/, ''),
        body: {},
      },
      {
        method: 'POST',
        path: `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`,
        body: {},
      },
    ];
    for (const request of requests) await expectRefused(send(request));
  });

  it('cannot do more even where somebody binds it to an administrator’s role', async () => {
    const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
    const name = `${account.name}-mistake`;
    await dev.admin.request({
      method: 'POST',
      path: bindings,
      body: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'cluster-admin',
        },
        subjects: [
          {
            kind: 'ServiceAccount',
            name: account.name,
            namespace: account.namespace,
          },
        ],
      },
    });
    try {
      await eventually(() => send({ path: '/api/v1/nodes' }));
      const [{ metadata }] = await dev.pods('api');
      const pod = `${podsPath(dev.namespace)}/${metadata.name}`;
      await expectRefused(send({ method: 'DELETE', path: pod }));
      await expectRefused(patch(api, { spec: { replicas: 9 } }, '/scale'));
      await expectRefused(patch(api, { spec: { replicas: 9 } }));
      await expectRefused(
        send({
          method: 'POST',
          path: `/api/v1/namespaces/${dev.namespace}/secrets`,
          body: { metadata: { name: 'x' } },
        }),
      );
    } finally {
      await dev.admin.request({
        method: 'DELETE',
        path: `${bindings}/${name}`,
      });
    }
  });
});
