import { alreadyExists, expired, notFound } from './errors';
import { RESOURCES, Resource, ResourceName } from './resources';
import { KubeObject } from './types';

/** One change, as a watch tells of it. Objects in the store are never changed, only replaced. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  revision: number;
  resource: Resource;
  object: KubeObject;
  previous?: KubeObject;
}

/** `namespace/name`, or the name alone where the kind has no namespace. */
export function keyOf({ metadata }: KubeObject): string {
  return metadata.namespace
    ? `${metadata.namespace}/${metadata.name}`
    : metadata.name;
}

/**
 * The objects of one cluster, in memory, with their latest changes: what etcd is to a real one. Revisions count every
 * change of every kind.
 */
export class ObjectStore {
  readonly #objects = new Map<Resource, Map<string, KubeObject>>(
    Object.values<Resource>(RESOURCES).map(resource => [resource, new Map()]),
  );
  readonly #historyLength: number;
  readonly #listeners = new Set<(change: Change) => void>();
  #history: Change[] = [];
  /** Real ones have counted up for a while before anybody asks them. */
  #revision = 100;
  /** Changes up to this revision are forgotten. */
  #compacted = 100;

  constructor(options: { historyLength: number }) {
    this.#historyLength = options.historyLength;
  }

  /** Of the latest change. */
  get revision(): number {
    return this.#revision;
  }

  get(resource: Resource, key: string): KubeObject | undefined {
    return this.#of(resource).get(key);
  }

  /** Those of a namespace, or all, in the order of their keys. */
  list(resource: Resource, namespace?: string): KubeObject[] {
    return inOrder(this.#of(resource).values(), namespace);
  }

  /** The objects as they were at a revision. @throws ApiError 410 where that is forgotten. */
  listAt(
    resource: Resource,
    namespace: string | undefined,
    revision: number,
  ): KubeObject[] {
    const objects = new Map(this.#of(resource));
    for (const change of this.changesAfter(resource, revision).reverse()) {
      const key = keyOf(change.object);
      if (change.previous) objects.set(key, change.previous);
      else objects.delete(key);
    }
    return inOrder(objects.values(), namespace);
  }

  /** What happened to a kind after a revision. @throws ApiError 410 where that is forgotten. */
  changesAfter(resource: Resource, revision: number): Change[] {
    if (revision < this.#compacted) {
      throw expired(
        `too old resource version: ${revision} (${this.#compacted})`,
      );
    }
    return this.#history.filter(
      change => change.resource === resource && change.revision > revision,
    );
  }

  create(resource: Resource, object: KubeObject): KubeObject {
    const key = keyOf(object);
    if (this.#of(resource).has(key)) {
      throw alreadyExists(resource, object.metadata.name);
    }
    return this.#put('ADDED', resource, key, object);
  }

  replace(resource: Resource, object: KubeObject): KubeObject {
    const key = keyOf(object);
    const previous = this.#of(resource).get(key);
    if (!previous) throw notFound(resource, object.metadata.name);
    return this.#put('MODIFIED', resource, key, object, previous);
  }

  /** Removes an object and returns it as it was last. */
  remove(resource: Resource, key: string): KubeObject {
    const previous = this.#of(resource).get(key);
    if (!previous) throw notFound(resource, key.split('/').pop()!);
    return this.#put('DELETED', resource, key, previous, previous);
  }

  /** Calls back after every change. Returns what ends that. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets all changes up to now, so that who resumes from before is told that it cannot. */
  compact(): void {
    this.#history = [];
    this.#compacted = this.#revision;
  }

  #of(resource: Resource): Map<string, KubeObject> {
    return this.#objects.get(resource)!;
  }

  #put(
    type: Change['type'],
    resource: Resource,
    key: string,
    object: KubeObject,
    previous?: KubeObject,
  ): KubeObject {
    this.#revision += 1;
    const stored = {
      ...object,
      metadata: {
        ...object.metadata,
        resourceVersion: String(this.#revision),
      },
    };
    if (type === 'DELETED') this.#of(resource).delete(key);
    else this.#of(resource).set(key, stored);

    const change = {
      type,
      revision: this.#revision,
      resource,
      object: stored,
      previous,
    };
    this.#history.push(change);
    // Cut in large steps, so that not every change moves the whole history.
    if (this.#history.length > this.#historyLength * 2) {
      this.#history = this.#history.slice(-this.#historyLength);
      this.#compacted = this.#history[0].revision - 1;
    }
    for (const listener of this.#listeners) listener(change);
    return stored;
  }
}

function inOrder(
  objects: Iterable<KubeObject>,
  namespace: string | undefined,
): KubeObject[] {
  return [...objects]
    .filter(each => !namespace || each.metadata.namespace === namespace)
    .map(object => ({ key: keyOf(object), object }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ object }) => object);
}

/** The objects of a kind, by the plural that code calls it by. */
export function listOf<T extends KubeObject>(
  store: ObjectStore,
  name: ResourceName,
  namespace?: string,
): T[] {
  return store.list(RESOURCES[name], namespace) as T[];
}
