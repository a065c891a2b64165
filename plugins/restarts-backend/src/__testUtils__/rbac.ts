import {
  type ClusterClient,
  type KubernetesObject,
  resourcePath,
} from '@wheelhouse/plugin-clusters-node';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';

const FOLDER = resolve(__dirname, '../../../../deploy/rbac');

const RESOURCES: Record<string, { group?: string; resource: string }> = {
  Namespace: { resource: 'namespaces' },
  ServiceAccount: { resource: 'serviceaccounts' },
  ClusterRole: {
    group: 'rbac.authorization.k8s.io',
    resource: 'clusterroles',
  },
  ClusterRoleBinding: {
    group: 'rbac.authorization.k8s.io',
    resource: 'clusterrolebindings',
  },
  ValidatingAdmissionPolicy: {
    group: 'admissionregistration.k8s.io',
    resource: 'validatingadmissionpolicies',
  },
  ValidatingAdmissionPolicyBinding: {
    group: 'admissionregistration.k8s.io',
    resource: 'validatingadmissionpolicybindings',
  },
};

const VERBS = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  ...['deletecollection', 'impersonate', 'escalate', 'bind', '*'],
];
export const WORKLOADS = [
  ...['deployments.apps', 'statefulsets.apps', 'daemonsets.apps'],
  'rollouts.argoproj.io',
];
/** What is looked at of the account: what it needs, and what it could be tempted with. */
const RESOURCES_ASKED = [
  ...[...WORKLOADS, 'pods', 'events', 'pods/log'],
  ...['*', '*.*', 'pods/exec', 'pods/attach', 'pods/portforward'],
  ...['pods/eviction', 'pods/ephemeralcontainers', 'pods/binding'],
  ...['secrets', 'configmaps', 'serviceaccounts', 'serviceaccounts/token'],
  ...['nodes', 'nodes/proxy', 'namespaces', 'services', 'endpoints'],
  ...['persistentvolumeclaims', 'users', 'groups', 'replicasets.apps'],
  ...['deployments.apps/scale', 'deployments.apps/status', 'jobs.batch'],
  ...['rollouts.argoproj.io/status', 'applications.argoproj.io'],
  ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].map(
    name => `${name}.rbac.authorization.k8s.io`,
  ),
  'validatingadmissionpolicies.admissionregistration.k8s.io',
];

/** The account of `deploy/rbac`, as it is applied but for names of its own, so that suites can share a cluster. */
export class DeployedAccount {
  readonly #suffix = randomBytes(4).toString('hex');
  #objects: KubernetesObject[] = [];

  constructor(private readonly admin: ClusterClient) {}

  get namespace(): string {
    return `wheelhouse-${this.#suffix}`;
  }

  get name(): string {
    return `wheelhouse-restarts-${this.#suffix}`;
  }

  async apply(files = ['serviceaccount.yaml', 'role.yaml', 'policy.yaml']) {
    for (const file of files) {
      const text = await readFile(join(FOLDER, file), 'utf8');
      const renamed = text
        .replaceAll(/\bwheelhouse-restarts\b/g, this.name)
        .replaceAll(/(name(?:space)?: )wheelhouse$/gm, `$1${this.namespace}`)
        .replaceAll(
          'serviceaccount:wheelhouse:',
          `serviceaccount:${this.namespace}:`,
        );
      for (const document of parseAllDocuments(renamed)) {
        const object: KubernetesObject = document.toJS();
        await this.admin.request({
          method: 'POST',
          path: this.#path(object),
          body: object,
        });
        this.#objects.push(object);
      }
    }
  }

  /** What its role lets it do, as the cluster tells an administrator: `patch deployments.apps`. */
  async allowed(): Promise<string[]> {
    const found = await Promise.all(
      RESOURCES_ASKED.flatMap(resource =>
        VERBS.map(async verb =>
          (await this.#may(verb, resource)) ? [`${verb} ${resource}`] : [],
        ),
      ),
    );
    return found.flat();
  }

  async #may(verb: string, at: string): Promise<boolean> {
    const [path, subresource] = at.split('/');
    const [resource, ...group] = path.split('.');
    const { status } = await this.admin.request<{
      status: { allowed: boolean };
    }>({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
      body: {
        spec: {
          user: `system:serviceaccount:${this.namespace}:${this.name}`,
          groups: [
            'system:serviceaccounts',
            `system:serviceaccounts:${this.namespace}`,
            'system:authenticated',
          ],
          resourceAttributes: {
            ...{ verb, resource, subresource, group: group.join('.') },
            namespace: 'default',
          },
        },
      },
    });
    return status.allowed;
  }

  /** A kubeconfig of one context that reaches the same cluster as the account. */
  async kubeconfig(of: string, at: string): Promise<string> {
    const { status } = await this.admin.request<{ status: { token: string } }>({
      method: 'POST',
      path: resourcePath({
        version: 'v1',
        resource: 'serviceaccounts',
        namespace: this.namespace,
        name: this.name,
        subresource: 'token',
      }),
      body: { spec: { expirationSeconds: 3600 } },
    });
    const config = parse(await readFile(of, 'utf8'));
    config.users = config.users.map(({ name }: { name: string }) => ({
      name,
      user: { token: status.token },
    }));
    await writeFile(at, stringify(config));
    return at;
  }

  async remove(): Promise<void> {
    for (const object of this.#objects.reverse()) {
      await this.admin.request({
        method: 'DELETE',
        path: `${this.#path(object)}/${encodeURIComponent(
          object.metadata.name,
        )}`,
      });
    }
  }

  #path({ kind, metadata }: KubernetesObject): string {
    return resourcePath({
      version: 'v1',
      ...RESOURCES[kind!],
      namespace: metadata.namespace,
    });
  }
}
