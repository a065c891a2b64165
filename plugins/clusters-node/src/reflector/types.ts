import type { ClusterError } from '../client/ClusterError';

/** As much of an object's metadata as a reflector needs. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** An object as the API server sends it. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

export interface ReflectorOptions<T extends object> {
  /** Of the list: `/apis/apps/v1/deployments`. */
  path: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** How many objects are asked for at a time, by default 500. Fewer where one of them can be large: an answer is bounded. */
  pageSize?: number;
  /** A list of more objects than this is an error, by default 500,000: a server that never ends takes no memory for ever. */
  maxObjects?: number;
  /**
   * Keeps of an object what somebody reads; undefined: the object is of no interest and is not kept. It is called before
   * anything is cached, so that what it leaves out costs no memory.
   */
  keep(object: KubernetesObject): T | undefined;
  /** Called after the cache has changed: `previous` is what was kept, `current` what is. */
  onChange?(change: { previous?: T; current?: T; key: string }): void;
  /** Called when a whole list has replaced the cache. */
  onSynced?(): void;
  /** Called when the reflector's state changes. */
  onState?(state: ReflectorState): void;
}

export interface ReflectorState {
  /** `starting`: no list yet. `current`: the cache follows. `stale`: it is what was last seen. `stopped`. */
  phase: 'starting' | 'current' | 'stale' | 'stopped';
  /** Why it is not current. */
  error?: ClusterError;
  /** When it was last known to be current, in milliseconds since 1970. */
  currentAt?: number;
}

/** A list of objects that is kept current. The key of an object is `namespace/name`, or `name` without a namespace. */
export interface Reflector<T extends object> {
  get(key: string): T | undefined;
  values(): IterableIterator<T>;
  readonly size: number;
  readonly state: ReflectorState;
  /** Resolves when the first list is there. @throws ClusterError when `timeoutMs` ran out first. */
  synced(timeoutMs: number): Promise<void>;
  stop(): void;
}
