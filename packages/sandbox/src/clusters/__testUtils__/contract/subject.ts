import { deployment, WorkloadOptions } from '../../objects';
import { READY_AFTER_ANNOTATION } from '../../kubelet/behaviour';
import { ApiClient } from './ApiClient';

/** A cluster that the contract is held against. */
export interface ContractSubject {
  /** YAML, of an administrator. Asked for when the suite begins. */
  kubeconfig: () => string;
  /** A namespace that nobody else uses. */
  namespace: string;
}

/** Makes a suite's namespace, and takes it away again. Call it in a `describe`. */
export function useNamespace(
  { kubeconfig, namespace }: ContractSubject,
  suite: string,
): { name: string; api: () => ApiClient } {
  const name = `${namespace}-${suite}`;
  let api: ApiClient;
  beforeAll(async () => {
    api = new ApiClient(kubeconfig());
    await api.post('/api/v1/namespaces', { metadata: { name } });
  });
  afterAll(async () => {
    await api.delete(`/api/v1/namespaces/${name}`);
    api.close();
  });
  return { name, api: () => api };
}

/** Pods that are not ready within a test: the first annotation is the simulation's, the others are kwok's. */
export const neverReady = {
  [READY_AFTER_ANNOTATION]: '900s',
  'pod-ready.stage.kwok.x-k8s.io/delay': '900s',
  'pod-ready.stage.kwok.x-k8s.io/jitter-delay': '900s',
};

/** A Deployment whose pods end at once. */
export function shortLived(options: WorkloadOptions) {
  const made = deployment(options);
  const spec = made.spec as { template: { spec: Record<string, unknown> } };
  spec.template.spec.terminationGracePeriodSeconds = 0;
  return made;
}

/** Where a kind's objects are. */
export const paths = {
  deployments: (namespace: string) =>
    `/apis/apps/v1/namespaces/${namespace}/deployments`,
  replicaSets: (namespace: string) =>
    `/apis/apps/v1/namespaces/${namespace}/replicasets`,
  statefulSets: (namespace: string) =>
    `/apis/apps/v1/namespaces/${namespace}/statefulsets`,
  daemonSets: (namespace: string) =>
    `/apis/apps/v1/namespaces/${namespace}/daemonsets`,
  controllerRevisions: (namespace: string) =>
    `/apis/apps/v1/namespaces/${namespace}/controllerrevisions`,
  pods: (namespace: string) => `/api/v1/namespaces/${namespace}/pods`,
  secrets: (namespace: string) => `/api/v1/namespaces/${namespace}/secrets`,
  events: (namespace: string) => `/api/v1/namespaces/${namespace}/events`,
};
