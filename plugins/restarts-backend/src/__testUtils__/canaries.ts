import { GROUPS_ANNOTATION } from '@wheelhouse/plugin-restarts-common';
import {
  deployment,
  PODS_AFTER_RESTART_ANNOTATION,
  type PodBehaviour,
  READY_AFTER_ANNOTATION,
  type SimulatedCluster,
} from '@wheelhouse/sandbox/clusters';
import { randomBytes } from 'node:crypto';

const canary = (what: string) =>
  `canary-${what}-${randomBytes(6).toString('hex')}`;

/** What no answer, event, log or table may hold, by where it is planted. */
export const CANARIES = {
  token: canary('token'),
  argocdToken: canary('argocd-token'),
  lastApplied: canary('last-applied'),
  env: canary('env'),
  podAnnotation: canary('pod-annotation'),
  managedField: canary('managed-field'),
  event: canary('event'),
  secret: canary('secret'),
};

/** A workload with a canary wherever one could be. */
export function plant(
  cluster: SimulatedCluster,
  name: string,
  afterRestart: PodBehaviour,
): void {
  cluster.apply(
    deployment({
      name,
      namespace: 'shop',
      replicas: 2,
      annotations: {
        [GROUPS_ANNOTATION]: 'acme/payments',
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
          spec: { password: CANARIES.lastApplied },
        }),
        // Its name is in managedFields too.
        [`example.com/${CANARIES.managedField}`]: 'x',
      },
      spec: {
        template: {
          metadata: {
            labels: { app: name },
            annotations: {
              'example.com/token': CANARIES.podAnnotation,
              [READY_AFTER_ANNOTATION]: '1s',
              [PODS_AFTER_RESTART_ANNOTATION]: afterRestart,
            },
          },
          spec: {
            containers: [
              {
                name: 'app',
                image: 'registry.example/app:1',
                env: [{ name: 'PASSWORD', value: CANARIES.env }],
                args: [`--password=${CANARIES.env}`],
              },
            ],
          },
        },
      },
    }),
  );
  cluster.apply({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${name}.1`,
      namespace: 'shop',
      annotations: { 'example.com/token': CANARIES.event },
    },
    involvedObject: { kind: 'Deployment', name, namespace: 'shop' },
    type: 'Normal',
    reason: 'Configured',
    message: `with ${CANARIES.event}`,
  } as any);
}
