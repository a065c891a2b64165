import type {
  RestartActor,
  RestartState,
  WorkloadKind,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import type { Status } from '@wheelhouse/ui';

const KINDS: Record<WorkloadKind, string> = {
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
  rollouts: 'Rollout',
};

/** `Deployment`, as Kubernetes writes it. */
export function kindWord(kind: WorkloadKind): string {
  return KINDS[kind] ?? kind;
}

/** `dev/payments/deployments/api`: how a workload stands in addresses and in scopes. */
export function workloadPath(workload: WorkloadReference): string {
  const { cluster, namespace, kind, name } = workload;
  return `${cluster}/${namespace}/${kind}/${name}`;
}

/** What Kubernetes lets a namespace or a workload be called. */
const KUBERNETES_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** The other way round than `workloadPath`; undefined where it is none, for it may come from anybody's link. */
export function workloadOfPath(path: string): WorkloadReference | undefined {
  const [cluster, namespace, kind, name, ...more] = path.split('/');
  if (!cluster || !/[^.]/.test(cluster) || more.length > 0) return undefined;
  if (!KUBERNETES_NAME.test(namespace ?? '')) return undefined;
  if (!KUBERNETES_NAME.test(name ?? '')) return undefined;
  if (!Object.hasOwn(KINDS, kind)) return undefined;
  return { cluster, namespace, kind: kind as WorkloadKind, name };
}

/** `Deployment in payments on dev` */
export function workloadPlace(workload: WorkloadReference): string {
  const { cluster, namespace, kind } = workload;
  return `${kindWord(kind)} in ${namespace} on ${cluster}`;
}

const STATES: Record<RestartState, { status: Status; word: string }> = {
  pending: { status: 'working', word: 'Requested' },
  patched: { status: 'working', word: 'Begun' },
  rolling: { status: 'working', word: 'Rolling' },
  ready: { status: 'good', word: 'Ready' },
  failed: { status: 'failed', word: 'Failed' },
  'timed-out': { status: 'failed', word: 'Not ready in time' },
  superseded: { status: 'unknown', word: 'Superseded' },
};

/** How a restart's state is shown. */
export function restartLook(state: RestartState) {
  return STATES[state] ?? { status: 'unknown' as const, word: state };
}

/** Whether nothing will change about it any more. */
export function hasEnded(state: RestartState): boolean {
  return !['pending', 'patched', 'rolling'].includes(state);
}

/** `ben`, `ben with the key deploy-bot` */
export function actorWords(actor: RestartActor): string {
  if (!actor.key) return actor.name;
  return `${actor.name} with the key ${actor.key.name ?? actor.key.id}`;
}

/** `8 s`, `3 min 5 s`, `2 h 4 min` */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `pod`, `pods` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
