import {
  type ClusterClient,
  ClusterError,
  type KubernetesObject,
  resourcePath,
} from '@wheelhouse/plugin-clusters-node';
import {
  GROUPS_ANNOTATION,
  type WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { randomBytes } from 'node:crypto';
import { podsPath, workloadPath, workloadsPath } from '../service/paths';
import { eventually } from './eventually';

const KINDS = {
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
} as const;

/** kwok's pods take a few seconds for each stage, unless told otherwise. */
const QUICK = {
  'pod-create.stage.kwok.x-k8s.io/delay': '0s',
  'pod-create.stage.kwok.x-k8s.io/jitter-delay': '0s',
  'pod-ready.stage.kwok.x-k8s.io/delay': '200ms',
  'pod-ready.stage.kwok.x-k8s.io/jitter-delay': '200ms',
};

export interface WorkloadOptions {
  kind?: keyof typeof KINDS;
  groups?: string;
  replicas?: number;
  /** Of the workload's spec. */
  spec?: Record<string, unknown>;
  annotations?: Record<string, string>;
  /** Of the pods. */
  podAnnotations?: Record<string, string>;
}

/** A cluster as its administrator has it, with a namespace for one suite. */
export class TestCluster {
  readonly namespace = `restarts-${randomBytes(4).toString('hex')}`;

  constructor(readonly admin: ClusterClient) {}

  get name(): string {
    return this.admin.cluster;
  }

  async open(): Promise<this> {
    await this.admin.request({
      method: 'POST',
      path: resourcePath({ version: 'v1', resource: 'namespaces' }),
      body: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: this.namespace },
      },
    });
    return this;
  }

  async close(): Promise<void> {
    await this.admin.request({
      method: 'DELETE',
      path: resourcePath({
        version: 'v1',
        resource: 'namespaces',
        name: this.namespace,
      }),
    });
  }

  /** Makes a workload, and waits until it is as it should be. */
  async workload(
    name: string,
    options: WorkloadOptions = {},
  ): Promise<WorkloadReference> {
    const { kind = 'deployments', groups, replicas = 2, spec } = options;
    const labels = { app: name };
    await this.admin.request({
      method: 'POST',
      path: workloadsPath(kind, this.namespace),
      body: {
        apiVersion: 'apps/v1',
        kind: KINDS[kind],
        metadata: {
          name,
          namespace: this.namespace,
          annotations: {
            ...options.annotations,
            ...(groups !== undefined && { [GROUPS_ANNOTATION]: groups }),
          },
        },
        spec: {
          ...(kind !== 'daemonsets' && { replicas }),
          ...(kind === 'statefulsets' && { serviceName: name }),
          selector: { matchLabels: labels },
          template: {
            metadata: {
              labels,
              annotations: { ...QUICK, ...options.podAnnotations },
            },
            spec: {
              terminationGracePeriodSeconds: 0,
              containers: [{ name: 'main', image: 'registry.example/app:1' }],
            },
          },
          ...spec,
        },
      },
    });
    const reference = {
      cluster: this.name,
      namespace: this.namespace,
      kind,
      name,
    };
    await eventually(async () => {
      const { spec: wanted, status } = (await this.get(reference)) as any;
      const count =
        kind === 'daemonsets'
          ? status.desiredNumberScheduled
          : wanted.replicas ?? 1;
      const available = status.availableReplicas ?? status.numberAvailable ?? 0;
      if (!(status.observedGeneration >= 1) || available < count) {
        throw new Error(`${name} is not available: ${JSON.stringify(status)}`);
      }
    }, 40_000);
    return reference;
  }

  get(reference: WorkloadReference): Promise<KubernetesObject> {
    return this.admin.request({ path: workloadPath(reference) });
  }

  async pods(app: string): Promise<KubernetesObject[]> {
    const { items } = await this.admin.request<{ items: KubernetesObject[] }>({
      path: podsPath(this.namespace),
      query: { labelSelector: `app=${app}` },
    });
    return items;
  }

  /** Changes a workload as its owner does. */
  patch(reference: WorkloadReference, body: object): Promise<unknown> {
    return this.admin.request({
      method: 'PATCH',
      path: workloadPath(reference),
      contentType: 'application/merge-patch+json',
      body,
    });
  }

  /** Has a pod crash. */
  async crash(pod: string, reason = 'Error', message = 'it broke') {
    const prefix = 'pod-container-running-failed.stage.kwok.x-k8s.io';
    await this.admin
      .request({
        method: 'PATCH',
        path: `${podsPath(this.namespace)}/${pod}`,
        contentType: 'application/merge-patch+json',
        body: {
          metadata: {
            labels: { [prefix]: 'true' },
            annotations: {
              [`${prefix}/reason`]: reason,
              [`${prefix}/message`]: message,
              [`${prefix}/delay`]: '0s',
              // So that something changes each time.
              asked: new Date().toISOString(),
            },
          },
        },
      })
      .catch(error => {
        // It was replaced meanwhile.
        if (!(error instanceof ClusterError && error.reason === 'not-found')) {
          throw error;
        }
      });
  }
}
