import { ObjectInput } from '../api/types';
import {
  PODS_AFTER_RESTART_ANNOTATION,
  PodBehaviour,
  READY_AFTER_ANNOTATION,
} from '../kubelet/behaviour';
import { daemonSet, deployment, node, rollout, statefulSet } from '../objects';

/** What runs in the sandbox's clusters. */

const optIn = (groups: string) => ({
  'restarts.wheelhouse.dev/groups': groups,
});
const failing = (behaviour: PodBehaviour) => ({
  [PODS_AFTER_RESTART_ANNOTATION]: behaviour,
});
const slow = { [READY_AFTER_ANNOTATION]: '25s' };

/** As Argo CD marks what it manages. */
const managedByArgoCd = (
  application: string,
  namespace: string,
  name: string,
) =>
  ({
    labels: { 'argocd.argoproj.io/instance': application },
    tracking: {
      'argocd.argoproj.io/tracking-id': `${application}:apps/Deployment:${namespace}/${name}`,
    },
  } as const);

const PAYMENTS = 'acme-payments';
const OPS = 'acme-ops';
const GLOBEX = 'globex-payments';

/** What every cluster has, and nobody has opted in. */
const system = (): ObjectInput[] => [
  deployment({
    name: 'coredns',
    namespace: 'kube-system',
    replicas: 2,
    image: 'registry.k8s.io/coredns/coredns:v1.13.1',
  }),
  daemonSet({
    name: 'kube-proxy',
    namespace: 'kube-system',
    image: 'registry.k8s.io/kube-proxy:v1.36.3',
  }),
];

/** The payments of Acme, in as many pods as a cluster gives them. */
const payments = (replicas: number): ObjectInput[] => [
  deployment({
    name: 'payments-api',
    namespace: PAYMENTS,
    replicas,
    image: 'registry.acme.example/payments/api:2.14.0',
    annotations: optIn('acme/payments'),
  }),
  statefulSet({
    name: 'ledger',
    namespace: PAYMENTS,
    replicas: Math.min(3, replicas),
    image: 'registry.acme.example/payments/ledger:5.2.1',
    annotations: optIn('acme/payments'),
  }),
  deployment({
    name: 'audit-trail',
    namespace: PAYMENTS,
    replicas: 1,
    image: 'registry.acme.example/payments/audit-trail:1.9.4',
  }),
];

function statusPage(): ObjectInput {
  const name = 'status-page';
  const { labels, tracking } = managedByArgoCd(name, OPS, name);
  return deployment({
    name,
    namespace: OPS,
    replicas: 2,
    image: 'registry.acme.example/ops/status-page:3.0.2',
    labels,
    annotations: { ...tracking, ...optIn('acme/ops') },
  });
}

const invoices = (replicas: number): ObjectInput[] => [
  deployment({
    name: 'invoices',
    namespace: GLOBEX,
    replicas,
    image: 'registry.globex.example/invoices:2026.11.3',
    annotations: optIn('globex/payments'),
  }),
  deployment({
    name: 'exchange-rates',
    namespace: GLOBEX,
    replicas: 2,
    image: 'registry.globex.example/exchange-rates:0.8.0',
    annotations: optIn('acme/payments, globex/payments'),
  }),
];

/** Its rollouts are paused once it runs: `kubectl rollout pause`. */
export const refunds = (paused = false): ObjectInput =>
  deployment({
    name: 'refunds',
    namespace: PAYMENTS,
    replicas: 2,
    image: 'registry.acme.example/payments/refunds:2.0.0-rc.2',
    annotations: optIn('acme/payments'),
    spec: { ...(paused && { paused }) },
  });

export const devWorkloads = (): ObjectInput[] => [
  ...system(),
  ...payments(3),
  deployment({
    name: 'settlements',
    namespace: PAYMENTS,
    replicas: 2,
    image: 'registry.acme.example/payments/settlements:1.4.0',
    annotations: optIn('acme/payments'),
    podAnnotations: failing('crash-loop'),
    spec: { progressDeadlineSeconds: 120 },
  }),
  deployment({
    name: 'reports',
    namespace: PAYMENTS,
    replicas: 2,
    image: 'registry.acme.example/payments/reports:7.1.0',
    annotations: optIn('acme/payments'),
    podAnnotations: slow,
  }),
  refunds(),
  rollout({
    name: 'fraud-check',
    namespace: PAYMENTS,
    replicas: 4,
    image: 'registry.acme.example/payments/fraud-check:0.31.0',
    annotations: optIn('acme/payments'),
  }),
  daemonSet({
    name: 'log-collector',
    namespace: OPS,
    image: 'registry.acme.example/ops/log-collector:4.4.1',
    annotations: optIn('acme/ops'),
  }),
  deployment({
    name: 'alert-router',
    namespace: OPS,
    replicas: 2,
    image: 'registry.acme.example/ops/alert-router:1.12.0',
    annotations: optIn('acme/*'),
  }),
  statusPage(),
  ...invoices(2),
];

export const stagingWorkloads = (): ObjectInput[] => [
  node({ name: 'staging-node-3', version: 'v1.35.6', ready: false }),
  ...system(),
  ...payments(2),
  deployment({
    name: 'mailer',
    namespace: PAYMENTS,
    replicas: 1,
    image: 'registry.acme.example/payments/mailer:9.9.9',
    annotations: optIn('acme/payments'),
    podAnnotations: failing('image-pull-error'),
  }),
  deployment({
    name: 'sessions',
    namespace: OPS,
    replicas: 2,
    image: 'registry.acme.example/ops/sessions:1.0.3',
    annotations: optIn('acme/ops'),
    podAnnotations: failing('ready-then-crash'),
  }),
  ...invoices(1),
];

export const prodWorkloads = (): ObjectInput[] => [
  ...system(),
  ...payments(6),
  deployment({
    name: 'checkout',
    namespace: PAYMENTS,
    replicas: 4,
    image: 'registry.acme.example/payments/checkout:3.8.1',
    annotations: optIn('acme/payments, acme/ops'),
    spec: { minReadySeconds: 5 },
  }),
  deployment({
    name: 'recommendations',
    namespace: PAYMENTS,
    replicas: 2,
    image: 'registry.acme.example/payments/recommendations:12.0.0',
    annotations: optIn('acme/payments'),
    podAnnotations: failing('unschedulable'),
  }),
  statusPage(),
  ...invoices(3),
];

export const managementWorkloads = (): ObjectInput[] => [
  ...system(),
  deployment({
    name: 'argocd-server',
    namespace: 'argocd',
    replicas: 2,
    image: 'quay.io/argoproj/argocd:v3.5.1',
  }),
  statefulSet({
    name: 'argocd-application-controller',
    namespace: 'argocd',
    replicas: 1,
    image: 'quay.io/argoproj/argocd:v3.5.1',
  }),
];
