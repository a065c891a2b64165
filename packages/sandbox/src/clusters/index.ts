/**
 * Simulated Kubernetes clusters, for the sandbox and for tests.
 * @packageDocumentation
 */
export {
  SimulatedCluster,
  startSimulatedCluster,
  type SimulatedClusterOptions,
} from './cluster';
export type { AccessRequest, TokenUser } from './api/authentication';
export type { ResourceName } from './api/resources';
export type * from './api/types';
export { kubeconfigOf, type KubeconfigEntry } from './kubeconfig';
export {
  PODS_AFTER_RESTART_ANNOTATION,
  PODS_ANNOTATION,
  READY_AFTER_ANNOTATION,
  type PodBehaviour,
} from './kubelet/behaviour';
export * from './objects';
