import { Resource, RESOURCES } from '../api/resources';
import { Change, keyOf, ObjectStore } from '../api/store';
import { KubeObject } from '../api/types';
import { ControllerContext, Reconcile } from './context';

/** How long a controller takes to notice something, in simulated milliseconds. */
const LATENCY = 20;

/** Calls the controllers for what has changed, and deletes what has lost its owner. */
export class ControllerManager {
  readonly #queue = new Map<string, { resource: Resource; key: string }>();
  readonly #context: ControllerContext;
  readonly #controllers: ReadonlyMap<Resource, Reconcile>;
  #scheduled = false;

  constructor(
    context: Omit<ControllerContext, 'requeue' | 'movedAt'>,
    controllers: ReadonlyMap<Resource, Reconcile>,
  ) {
    this.#controllers = controllers;
    this.#context = {
      ...context,
      movedAt: new Map(),
      requeue: (object, after) => {
        const resource = this.#resourceOfKind(object.kind)!;
        context.clock.after(after, () =>
          this.#enqueue(resource, keyOf(object)),
        );
      },
    };
  }

  start(): void {
    this.#context.store.onChange(change => this.#notice(change));
  }

  #notice({ type, resource, object }: Change): void {
    if (type === 'DELETED') this.#collect(resource, object);
    else this.#enqueue(resource, keyOf(object));
    const { namespace, ownerReferences } = object.metadata;
    for (const { controller, kind, name } of ownerReferences ?? []) {
      const owner = controller && this.#resourceOfKind(kind);
      if (owner) this.#enqueue(owner, `${namespace}/${name}`);
    }
    if (resource === RESOURCES.nodes) {
      for (const each of this.#context.store.list(RESOURCES.daemonsets)) {
        this.#enqueue(RESOURCES.daemonsets, keyOf(each));
      }
    }
  }

  #enqueue(resource: Resource, key: string): void {
    if (!this.#controllers.has(resource)) return;
    this.#queue.set(`${resource.plural} ${key}`, { resource, key });
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#context.clock.after(LATENCY, () => this.#work());
  }

  #work(): void {
    this.#scheduled = false;
    const waiting = [...this.#queue.values()];
    this.#queue.clear();
    for (const { resource, key } of waiting) {
      const object = this.#context.store.get(resource, key);
      if (object && !object.metadata.deletionTimestamp) {
        this.#controllers.get(resource)!(object, this.#context);
      }
    }
  }

  /** What an object owned goes with it, and what was in a namespace with that. */
  #collect(resource: Resource, owner: KubeObject): void {
    const { store, clock } = this.#context;
    clock.after(LATENCY, () => {
      for (const kind of Object.values<Resource>(RESOURCES)) {
        for (const object of store.list(kind)) {
          const owned =
            resource === RESOURCES.namespaces
              ? object.metadata.namespace === owner.metadata.name
              : object.metadata.ownerReferences?.some(
                  each => each.uid === owner.metadata.uid,
                );
          if (owned) this.#remove(store, object, resource, kind);
        }
      }
    });
  }

  #remove(
    store: ObjectStore,
    object: KubeObject,
    owner: Resource,
    kind: Resource,
  ): void {
    // Nobody waits for the pods of a namespace that is no more.
    if (owner === RESOURCES.namespaces) store.remove(kind, keyOf(object));
    else this.#context.objects.delete(object);
  }

  #resourceOfKind(kind: string): Resource | undefined {
    return [...this.#controllers.keys()].find(each => each.kind === kind);
  }
}
