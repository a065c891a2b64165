import { ObjectInput } from './api/types';

/** Objects for simulated clusters, with as little to say as can be. */

export function namespace(
  name: string,
  labels?: Record<string, string>,
): ObjectInput {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { 'kubernetes.io/metadata.name': name, ...labels },
    },
  };
}

/** A node that is ready. */
export function node({
  name,
  version = 'v1.36.3',
  ready = true,
}: {
  name: string;
  version?: string;
  ready?: boolean;
}): ObjectInput {
  const size = { cpu: '16', memory: '64Gi', pods: '110' };
  const number = Number(/\d+$/.exec(name)?.[0] ?? 0);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node-role.kubernetes.io/worker': '',
      },
    },
    spec: {},
    status: {
      capacity: size,
      allocatable: size,
      addresses: [
        { type: 'InternalIP', address: `192.168.40.${10 + number}` },
        { type: 'Hostname', address: name },
      ],
      conditions: [
        {
          type: 'Ready',
          status: ready ? 'True' : 'False',
          reason: ready ? 'KubeletReady' : 'KubeletNotReady',
          message: ready
            ? 'kubelet is posting ready status'
            : 'container runtime network not ready',
        },
      ],
      nodeInfo: {
        kubeletVersion: version,
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        kernelVersion: '6.1.0-simulated',
        containerRuntimeVersion: 'containerd://2.1.0',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  };
}

/** How a workload differs from the least that one is. */
export interface WorkloadOptions {
  name: string;
  namespace: string;
  replicas?: number;
  image?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** Of the pod template: how its pods fare stands here. */
  podAnnotations?: Record<string, string>;
  /** More fields of the spec. */
  spec?: Record<string, unknown>;
}

function workload(
  apiVersion: string,
  kind: string,
  options: WorkloadOptions,
  spec: Record<string, unknown>,
): ObjectInput {
  const { name, image = `registry.example/${name}:1.0.0` } = options;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: options.namespace,
      labels: { app: name, ...options.labels },
      ...(options.annotations && { annotations: options.annotations }),
    },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: {
          labels: { app: name },
          ...(options.podAnnotations && {
            annotations: options.podAnnotations,
          }),
        },
        spec: { containers: [{ name: 'app', image }] },
      },
      ...spec,
      ...options.spec,
    },
  };
}

export function deployment(options: WorkloadOptions): ObjectInput {
  const { replicas = 1 } = options;
  return workload('apps/v1', 'Deployment', options, { replicas });
}

export function statefulSet(options: WorkloadOptions): ObjectInput {
  const { replicas = 1, name } = options;
  return workload('apps/v1', 'StatefulSet', options, {
    replicas,
    serviceName: name,
  });
}

export function daemonSet(options: WorkloadOptions): ObjectInput {
  return workload('apps/v1', 'DaemonSet', options, {});
}

/** Of Argo Rollouts. */
export function rollout(options: WorkloadOptions): ObjectInput {
  const { replicas = 1 } = options;
  return workload('argoproj.io/v1alpha1', 'Rollout', options, {
    replicas,
    strategy: { canary: {} },
  });
}

/** A cluster, as Argo CD keeps it on its own: what `argocd cluster add` writes. */
export function argocdCluster({
  name,
  server,
  config,
  labels,
  annotations,
}: {
  name: string;
  server: string;
  config: object;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}): ObjectInput {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: secretName(server),
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'cluster', ...labels },
      annotations: { 'managed-by': 'argocd.argoproj.io', ...annotations },
    },
    stringData: { name, server, config: JSON.stringify(config) },
  };
}

/** As Argo CD names the secret of a cluster: by its host, and the FNV-1a hash of its URL. */
function secretName(server: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(server)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  const host = new URL(server).hostname
    .replace(/[[\]]/g, '')
    .replace(/:/g, '-');
  return `cluster-${host.toLowerCase()}-${hash}`;
}
