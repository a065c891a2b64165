import { Resource, resourceOf, RESOURCES } from '../api/resources';
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
    if (resource === RESOURCES.namespaces) this.#endNamespace(object);
    if (type === 'DELETED') this.#collectOwned(object);
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

  /** What an object owned goes with it. */
  #collectOwned({ metadata }: KubeObject): void {
    const { store, clock, objects } = this.#context;
    clock.after(LATENCY, () => {
      for (const object of everything(store, metadata.namespace)) {
        const owners = object.metadata.ownerReferences ?? [];
        if (owners.some(each => each.uid === metadata.uid)) {
          objects.delete(object);
        }
      }
    });
  }

  /** What is in a namespace goes before it. Nobody waits for its pods. */
  #endNamespace({ metadata }: KubeObject): void {
    if (!metadata.deletionTimestamp) return;
    const { store, clock } = this.#context;
    clock.after(LATENCY, () => {
      const ending = store.get(RESOURCES.namespaces, metadata.name);
      if (ending?.metadata.uid !== metadata.uid) return;
      for (const object of everything(store, metadata.name)) {
        store.remove(resourceOf(object), keyOf(object));
      }
      store.remove(RESOURCES.namespaces, metadata.name);
    });
  }

  #resourceOfKind(kind: string): Resource | undefined {
    return [...this.#controllers.keys()].find(each => each.kind === kind);
  }
}

/** All objects of a namespace. */
function everything(
  store: ObjectStore,
  namespace: string | undefined,
): KubeObject[] {
  return Object.values<Resource>(RESOURCES)
    .filter(resource => resource.namespaced)
    .flatMap(resource => store.list(resource, namespace));
}
