import {
  deployment,
  PODS_AFTER_RESTART_ANNOTATION,
  type PodBehaviour,
  READY_AFTER_ANNOTATION,
  rollout,
  type SimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import {
  GROUPS_ANNOTATION,
  type WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';

const MAKE = { deployments: deployment, rollouts: rollout };

/** How a workload differs from one of two pods that Acme's payments may restart, and that is well. */
export interface SimulatedOptions {
  kind?: keyof typeof MAKE;
  groups?: string;
  /** Of each pod, from running to ready. */
  readyAfter?: string;
  afterRestart?: PodBehaviour;
  annotations?: Record<string, string>;
  /** Of the workload. */
  spec?: Record<string, unknown>;
}

export function simulatedWorkload(
  cluster: SimulatedCluster,
  namespace: string,
  name: string,
  {
    kind = 'deployments',
    groups = 'acme/payments',
    readyAfter = '1s',
    afterRestart = 'well',
    annotations,
    spec,
  }: SimulatedOptions = {},
): WorkloadReference {
  cluster.apply(
    MAKE[kind]({
      name,
      namespace,
      replicas: 2,
      image: 'registry.example/app:1',
      annotations: { ...annotations, [GROUPS_ANNOTATION]: groups },
      podAnnotations: {
        [READY_AFTER_ANNOTATION]: readyAfter,
        [PODS_AFTER_RESTART_ANNOTATION]: afterRestart,
      },
      spec,
    }),
  );
  return { cluster: cluster.name, namespace, kind, name };
}
