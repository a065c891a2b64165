import { resourcePath } from '@wheelhouse/plugin-clusters-node';
import type {
  WorkloadKind,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';

function apiOf(kind: WorkloadKind): { group: string; version: string } {
  return kind === 'rollouts'
    ? { group: 'argoproj.io', version: 'v1alpha1' }
    : { group: 'apps', version: 'v1' };
}

/** All workloads of a kind in a cluster. */
export function workloadsPath(kind: WorkloadKind, namespace?: string): string {
  return resourcePath({ ...apiOf(kind), resource: kind, namespace });
}

export function workloadPath(workload: WorkloadReference): string {
  const { kind, namespace, name } = workload;
  return resourcePath({ ...apiOf(kind), resource: kind, namespace, name });
}

export function podsPath(namespace: string): string {
  return resourcePath({ version: 'v1', resource: 'pods', namespace });
}

export function eventsPath(namespace: string): string {
  return resourcePath({ version: 'v1', resource: 'events', namespace });
}

export function logPath(namespace: string, pod: string): string {
  return resourcePath({
    version: 'v1',
    resource: 'pods',
    namespace,
    name: pod,
    subresource: 'log',
  });
}
