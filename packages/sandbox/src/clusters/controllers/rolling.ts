import { Deployment, IntOrPercent, ReplicaSet } from '../api/types';
import { resolveCount } from './pods';

/** How many pods each replica set should have next. */
export type Scaling = Map<ReplicaSet, number>;

/** How a rolling update may deviate from the wished number of pods. */
export interface Bounds {
  surge: number;
  unavailable: number;
}

export function boundsOf(
  replicas: number,
  given: { maxSurge?: IntOrPercent; maxUnavailable?: IntOrPercent } = {},
): Bounds {
  const surge = resolveCount(given.maxSurge, replicas, Math.ceil);
  const unavailable = resolveCount(given.maxUnavailable, replicas, Math.floor);
  // With neither, nothing could ever move.
  return surge === 0 && unavailable === 0
    ? { surge, unavailable: 1 }
    : { surge, unavailable: Math.min(unavailable, replicas) };
}

/** One step of a rolling update, as Kubernetes' own deployment controller takes it. */
export function rollingStep(
  { spec: { replicas } }: Pick<Deployment, 'spec'>,
  current: ReplicaSet,
  old: ReplicaSet[],
  { surge, unavailable }: Bounds,
): Scaling {
  const all = [...old, current];
  const total = sum(all, set => set.spec.replicas);
  const wanted = current.spec.replicas;
  const scaling: Scaling = new Map();

  if (wanted > replicas) scaling.set(current, replicas);
  const room = Math.min(replicas + surge - total, replicas - wanted);
  if (wanted < replicas && room > 0) scaling.set(current, wanted + room);
  // As the real one: up first, and down when that has been seen.
  if (scaling.size > 0) return scaling;

  const minAvailable = replicas - unavailable;
  const notYet = wanted - availableOf(current);
  let spare = total - minAvailable - notYet;
  // Pods that do not work anyway go first.
  for (const set of old) {
    const broken = set.spec.replicas - availableOf(set);
    const count = Math.min(broken, spare);
    if (count > 0) {
      scaling.set(set, set.spec.replicas - count);
      spare -= count;
    }
  }
  let removable = sum(all, availableOf) - minAvailable;
  for (const set of old) {
    const left = scaling.get(set) ?? set.spec.replicas;
    const count = Math.min(left, removable, spare);
    if (count > 0) {
      scaling.set(set, left - count);
      removable -= count;
      spare -= count;
    }
  }
  return scaling;
}

/** One step of an update that ends all old pods before it makes a new one. */
export function recreateStep(
  { spec: { replicas } }: Pick<Deployment, 'spec'>,
  current: ReplicaSet,
  old: ReplicaSet[],
): Scaling {
  const scaling: Scaling = new Map();
  for (const set of old) if (set.spec.replicas > 0) scaling.set(set, 0);
  const gone = old.every(
    set =>
      (set.status?.replicas ?? 0) + (set.status?.terminatingReplicas ?? 0) ===
      0,
  );
  if (scaling.size === 0 && gone && current.spec.replicas !== replicas) {
    scaling.set(current, replicas);
  }
  return scaling;
}

export function availableOf(set: ReplicaSet): number {
  return set.status?.availableReplicas ?? 0;
}

export function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
