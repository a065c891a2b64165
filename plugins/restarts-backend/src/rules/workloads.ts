import type { KubernetesObject } from '@wheelhouse/plugin-clusters-node';
import {
  GROUPS_ANNOTATION,
  RESTARTED_AT_ANNOTATION,
  type WorkloadKind,
} from '@wheelhouse/plugin-restarts-common';
import {
  type Condition,
  listOf,
  type Loose,
  numberOf,
  objectOf,
  readConditions,
  textOf,
} from './fields';
import { readOptIn } from './optIn';

/** A Deployment, StatefulSet, DaemonSet or Rollout. */
export interface WorkloadObject {
  kind: WorkloadKind;
  namespace: string;
  name: string;
  uid: string;
  deleting: boolean;
  generation: number;
  observedGeneration: number;
  /** The groups that may restart it. */
  groups: string[];
  /** As a query: `app=api,tier in (a,b)`. */
  selector: string;
  paused: boolean;
  /** `RollingUpdate`, `Recreate`, `OnDelete`; absent for Rollouts. */
  strategy?: string;
  /** Of a StatefulSet: pods below this ordinal are left alone. */
  partition: number;
  minReadySeconds: number;
  replicas: number;
  /** The first container's. */
  image?: string;
  /** In the pod template, or `restartAt` of a Rollout. */
  restartedAt?: string;
  /** Argo CD's mark. */
  application?: string;
  status: {
    replicas: number;
    updated: number;
    ready: number;
    available: number;
    currentRevision?: string;
    updateRevision?: string;
    conditions: Condition[];
  };
}

/** Whether the owner of a workload let anybody restart it, without reading the rest of it. */
export function isOptedIn(object: KubernetesObject): boolean {
  return object.metadata.annotations?.[GROUPS_ANNOTATION] !== undefined;
}

export function readWorkload(
  kind: WorkloadKind,
  object: KubernetesObject,
): WorkloadObject {
  const { metadata } = object;
  const spec = objectOf(object.spec);
  const status = objectOf(object.status);
  const template = objectOf(spec.template);
  const templateMeta = objectOf(objectOf(template.metadata).annotations);
  const strategy = objectOf(spec.updateStrategy ?? spec.strategy);
  const daemon = kind === 'daemonsets';
  const ready = numberOf(daemon ? status.numberReady : status.readyReplicas);
  const available = daemon ? status.numberAvailable : status.availableReplicas;
  const replicas = daemon
    ? numberOf(status.desiredNumberScheduled)
    : numberOf(spec.replicas, 1);
  return {
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid,
    deleting: metadata.deletionTimestamp !== undefined,
    generation: numberOf((metadata as unknown as Loose).generation),
    observedGeneration: numberOf(status.observedGeneration),
    groups: readOptIn(metadata.annotations),
    selector: readSelector(objectOf(spec.selector)),
    paused: spec.paused === true,
    strategy: textOf(strategy.type),
    partition: numberOf(objectOf(strategy.rollingUpdate).partition),
    minReadySeconds: numberOf(spec.minReadySeconds),
    replicas,
    image: textOf(listOf(objectOf(template.spec).containers)[0]?.image),
    restartedAt:
      kind === 'rollouts'
        ? textOf(spec.restartAt)
        : textOf(templateMeta[RESTARTED_AT_ANNOTATION]),
    application: readApplication(metadata),
    status: {
      replicas: daemon
        ? numberOf(status.currentNumberScheduled)
        : numberOf(status.replicas),
      updated: numberOf(
        daemon ? status.updatedNumberScheduled : status.updatedReplicas,
      ),
      ready,
      available: numberOf(available),
      currentRevision: textOf(status.currentRevision),
      updateRevision: textOf(status.updateRevision),
      conditions: readConditions(status.conditions),
    },
  };
}

/** Argo CD marks what it manages with an annotation, `<application>:<group>/<kind>:<namespace>/<name>`, or with a label. */
function readApplication(
  metadata: KubernetesObject['metadata'],
): string | undefined {
  const id = textOf(metadata.annotations?.['argocd.argoproj.io/tracking-id']);
  return (
    id?.split(':')[0] ||
    textOf(metadata.labels?.['argocd.argoproj.io/instance'])
  );
}

/** A label selector as the API server takes it in a query. */
function readSelector(selector: Loose): string {
  const equal = Object.entries(objectOf(selector.matchLabels)).map(
    ([name, value]) => `${name}=${value}`,
  );
  const others = listOf(selector.matchExpressions).map(expression => {
    const key = textOf(expression.key) ?? '';
    const values = Array.isArray(expression.values)
      ? expression.values.join(',')
      : '';
    switch (expression.operator) {
      case 'In':
        return `${key} in (${values})`;
      case 'NotIn':
        return `${key} notin (${values})`;
      case 'DoesNotExist':
        return `!${key}`;
      default:
        return key;
    }
  });
  return [...equal, ...others].join(',');
}
