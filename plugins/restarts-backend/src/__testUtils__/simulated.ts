import {
  deployment,
  PODS_AFTER_RESTART_ANNOTATION,
  type PodBehaviour,
  READY_AFTER_ANNOTATION,
  type SimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import {
  GROUPS_ANNOTATION,
  type WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';

/** A Deployment of two pods that Acme's payments may restart. */
export function simulatedWorkload(
  cluster: SimulatedCluster,
  namespace: string,
  name: string,
  readyAfter = '1s',
  afterRestart: PodBehaviour = 'well',
): WorkloadReference {
  cluster.apply(
    deployment({
      name,
      namespace,
      replicas: 2,
      image: 'registry.example/app:1',
      annotations: { [GROUPS_ANNOTATION]: 'acme/payments' },
      podAnnotations: {
        [READY_AFTER_ANNOTATION]: readyAfter,
        [PODS_AFTER_RESTART_ANNOTATION]: afterRestart,
      },
    }),
  );
  return { cluster: cluster.name, namespace, kind: 'deployments', name };
}
