import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { rolloutOf } from './rollout';
import type { WorkloadObject } from './workloads';

/** What the index keeps of a workload: what its list shows, and what a search looks at. */
export interface IndexedWorkload {
  workload: Workload;
  /** In lower case. */
  searchText: string;
}

/** A workload as a list shows it. */
export function describeWorkload(
  cluster: string,
  object: WorkloadObject,
): IndexedWorkload {
  const { namespace, kind, name, groups, replicas, status } = object;
  const image = object.image && withoutRegistry(object.image);
  const { restartedAt, application } = object;
  return {
    workload: {
      cluster,
      namespace,
      kind,
      name,
      ...stateOf(object),
      replicas,
      ready: status.ready,
      ...(object.paused && { paused: true }),
      groups,
      ...(image && { image }),
      ...(restartedAt && { restartedAt }),
      ...(application && { application }),
    },
    searchText: [cluster, namespace, kind, name, image, application, ...groups]
      .join(' ')
      .toLowerCase(),
  };
}

function stateOf(
  object: WorkloadObject,
): Pick<Workload, 'state' | 'stateReason'> {
  const { status, replicas } = object;
  const failing = status.conditions.find(
    c =>
      (c.type === 'ReplicaFailure' && c.status === 'True') ||
      c.reason === 'ProgressDeadlineExceeded',
  );
  if (failing) {
    return {
      state: 'failed',
      stateReason: failing.message ?? failing.reason ?? failing.type,
    };
  }
  if (object.paused) {
    return { state: 'attention', stateReason: 'It is paused' };
  }
  const { observed, complete } = rolloutOf(object);
  if (observed && complete) return { state: 'good' };
  if (!observed || status.updated < replicas) {
    return { state: 'working', stateReason: 'A rollout is under way' };
  }
  return {
    state: 'attention',
    stateReason: `${status.available} of ${replicas} pods are available`,
  };
}

/** `team/app:1` of `registry.example:5000/team/app:1@sha256:…`. */
function withoutRegistry(image: string): string {
  const [name] = image.split('@');
  const [first, ...rest] = name.split('/');
  const isHost =
    rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? rest.join('/') : name;
}
