import { createHash } from 'node:crypto';
import { listOf } from '../api/store';
import {
  KubeObject,
  ObjectInput,
  OwnerReference,
  Pod,
  PodTemplate,
  ReplicaSet,
} from '../api/types';
import { ControllerContext } from './context';

/** A reference that says who controls an object. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function isOwnedBy(object: KubeObject, owner: KubeObject): boolean {
  return Boolean(
    object.metadata.ownerReferences?.some(
      each => each.controller && each.uid === owner.metadata.uid,
    ),
  );
}

/** The pods that a workload controls, those that are ending too. */
export function podsOf(owner: KubeObject, { store }: ControllerContext): Pod[] {
  return listOf<Pod>(store, 'pods', owner.metadata.namespace).filter(pod =>
    isOwnedBy(pod, owner),
  );
}

/** The replica sets of a Deployment or Rollout, the oldest first. */
export function replicaSetsOf(
  owner: KubeObject,
  { store }: ControllerContext,
): ReplicaSet[] {
  return listOf<ReplicaSet>(store, 'replicasets', owner.metadata.namespace)
    .filter(set => isOwnedBy(set, owner))
    .sort((a, b) => revisionOf(a) - revisionOf(b));
}

/** On a Deployment's replica sets and their pods: of which template they are. */
export const POD_TEMPLATE_HASH = 'pod-template-hash';
export const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';

export function revisionOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.[REVISION_ANNOTATION] ?? 0);
}

export function isEnding(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

export function isReady(pod: Pod): boolean {
  return Boolean(
    pod.status.conditions?.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    ),
  );
}

/**
 * Whether a pod has been ready for `minReadySeconds`. One that will be has its owner looked at again by then.
 */
export function isAvailable(
  pod: Pod,
  owner: KubeObject & { spec: { minReadySeconds?: number } },
  { kubelet, clock, requeue }: ControllerContext,
): boolean {
  if (!isReady(pod)) return false;
  const since = kubelet.readySince(pod);
  const left =
    (owner.spec.minReadySeconds ?? 0) * 1000 -
    (clock.elapsed() - (since ?? clock.elapsed()));
  if (left <= 0) return true;
  requeue(owner, left);
  return false;
}

/** A pod as its template says. */
export function podFrom(
  template: PodTemplate,
  owner: KubeObject,
  metadata: ObjectInput['metadata'],
): ObjectInput {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(metadata.name === undefined && {
        generateName: `${owner.metadata.name}-`,
      }),
      ...metadata,
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels, ...metadata.labels },
      ...(template.metadata?.annotations && {
        annotations: template.metadata.annotations,
      }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}

/** The same for the same template; made of letters and digits that make no words. */
export function templateHash(template: PodTemplate): string {
  const letters = 'bcdf456789';
  return [...createHash('sha256').update(JSON.stringify(template)).digest()]
    .slice(0, 10)
    .map(byte => letters[byte % letters.length])
    .join('');
}

/** A count, or a percentage of another. */
export function resolveCount(
  given: number | string | undefined,
  total: number,
  round: (value: number) => number,
): number {
  if (typeof given !== 'string') return given ?? 0;
  return given.endsWith('%')
    ? round((Number.parseInt(given, 10) * total) / 100)
    : Number.parseInt(given, 10);
}
