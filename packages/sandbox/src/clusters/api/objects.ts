import { randomBytes, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Clock } from '../clock';
import { withDefaults } from './defaults';
import { badRequest, conflict, notFound } from './errors';
import { timestamp, withManagedFields } from './managedFields';
import { Resource, RESOURCES, resourceOf } from './resources';
import { keyOf, ObjectStore } from './store';
import { KubeObject, ObjectInput, ObjectMeta, Pod } from './types';
import { validate } from './validation';

/** How an object is written. */
export interface WriteOptions {
  /** What `managedFields` call whoever writes. */
  manager: string;
  /** Writes the status alone. */
  subresource?: 'status';
  /** Only says what would be. */
  dryRun?: boolean;
}

/** What an API server does with the objects that it is given: completes, checks and counts them. */
export class ObjectApi {
  readonly #store: ObjectStore;
  readonly #clock: Clock;

  constructor(store: ObjectStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws ApiError 404 */
  get(resource: Resource, namespace: string | undefined, name: string) {
    const key = namespace ? `${namespace}/${name}` : name;
    const found = this.#store.get(resource, key);
    if (!found) throw notFound(resource, name);
    return found;
  }

  /** @throws ApiError 404 (no such namespace), 409 or 422 */
  create(input: ObjectInput, options: WriteOptions): KubeObject {
    const resource = resourceOf(input);
    const { generateName, ...given } = input.metadata;
    const name = given.name ?? (generateName && `${generateName}${suffix()}`);
    validate(resource, { ...input, metadata: { ...given, name } });
    if (
      given.namespace &&
      !this.#store.get(RESOURCES.namespaces, given.namespace)
    ) {
      throw notFound(RESOURCES.namespaces, given.namespace);
    }
    const metadata: ObjectMeta = {
      name: name!,
      ...(generateName && { generateName }),
      ...given,
      uid: randomUUID(),
      resourceVersion: '',
      ...(resource.generation && { generation: 1 }),
      creationTimestamp: timestamp(this.#clock.now()),
    };
    // Only in tests and in the sandbox's own world is a status handed in from the beginning.
    const object = withDefaults(resource, { ...input, metadata });
    const complete = withManagedFields(resource, undefined, object, {
      ...options,
      now: this.#clock.now(),
    });
    return options.dryRun ? complete : this.#store.create(resource, complete);
  }

  /**
   * Replaces an object by what `change` makes of it. What changes nothing is not written.
   * @throws ApiError 404, 409 (another `resourceVersion` or `uid` than the current one) or 422
   */
  update<T extends KubeObject>(
    current: T,
    change: (current: T) => ObjectInput,
    options: WriteOptions,
  ): T {
    const resource = resourceOf(current);
    const { name } = current.metadata;
    const wanted = change(current);
    const { resourceVersion, uid } = wanted.metadata ?? {};
    if (wanted.metadata?.name !== undefined && wanted.metadata.name !== name) {
      throw badRequest(
        `the name of the object (${wanted.metadata.name}) does not match the name on the URL (${name})`,
      );
    }
    if (
      resourceVersion &&
      resourceVersion !== current.metadata.resourceVersion
    ) {
      throw conflict(resource, name);
    }
    if (uid && uid !== current.metadata.uid) {
      throw conflict(
        resource,
        name,
        `StorageError: invalid object, Code: 4, Key: /registry/${
          resource.plural
        }/${keyOf(
          current,
        )}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${
          current.metadata.uid
        }`,
      );
    }

    const next = this.#prepare(resource, current, wanted, options);
    if (isDeepStrictEqual(next, current)) return current;
    const complete = withManagedFields(resource, current, next, {
      ...options,
      now: this.#clock.now(),
    });
    if (options.dryRun) return complete as T;
    return this.#store.replace(resource, complete) as T;
  }

  /** Deletes an object: a running pod and a namespace are given time to end, anything else is gone at once. */
  delete(
    current: KubeObject,
    options: { gracePeriodSeconds?: number; dryRun?: boolean } = {},
  ): KubeObject {
    const resource = resourceOf(current);
    const grace = this.#gracePeriod(current, options.gracePeriodSeconds);
    if (options.dryRun) return current;
    if (grace === 0) return this.#store.remove(resource, keyOf(current));
    if (current.metadata.deletionTimestamp) return current;
    return this.#store.replace(resource, {
      ...current,
      ...(resource === RESOURCES.namespaces && {
        status: { phase: 'Terminating' },
      }),
      metadata: {
        ...current.metadata,
        ...(resource.generation && {
          generation: (current.metadata.generation ?? 0) + 1,
        }),
        deletionTimestamp: timestamp(this.#clock.now() + grace * 1000),
        ...(resource === RESOURCES.pods && {
          deletionGracePeriodSeconds: grace,
        }),
      },
    });
  }

  #gracePeriod(current: KubeObject, asked: number | undefined): number {
    const resource = resourceOf(current);
    if (resource === RESOURCES.namespaces) return asked === 0 ? 0 : 1;
    if (resource !== RESOURCES.pods) return 0;
    const { spec } = current as Pod;
    // Nobody runs it yet, so nobody has to end it.
    if (!spec.nodeName) return 0;
    return asked ?? spec.terminationGracePeriodSeconds ?? 30;
  }

  #prepare(
    resource: Resource,
    current: KubeObject,
    wanted: ObjectInput,
    { subresource }: WriteOptions,
  ): KubeObject {
    if (subresource === 'status') {
      const { annotations } = wanted.metadata;
      return {
        ...current,
        metadata: { ...current.metadata, ...(annotations && { annotations }) },
        status: wanted.status,
      };
    }
    const next: KubeObject = {
      ...wanted,
      metadata: {
        ...current.metadata,
        labels: wanted.metadata.labels,
        annotations: wanted.metadata.annotations,
        ownerReferences: wanted.metadata.ownerReferences,
      },
      ...(resource.statusSubresource && { status: current.status }),
    };
    for (const name of ['labels', 'annotations', 'ownerReferences'] as const) {
      if (next.metadata[name] === undefined) delete next.metadata[name];
    }
    if (next.status === undefined) delete next.status;
    validate(resource, next, current);
    const complete = withDefaults(resource, next);
    if (resource.generation && isNewGeneration(resource, current, complete)) {
      complete.metadata.generation = (current.metadata.generation ?? 0) + 1;
    }
    return complete;
  }
}

/** Whether a controller has something to look at: of a Deployment, its annotations are that too. */
function isNewGeneration(
  resource: Resource,
  current: KubeObject,
  next: KubeObject,
): boolean {
  return (
    !isDeepStrictEqual(next.spec, current.spec) ||
    (resource === RESOURCES.deployments &&
      !isDeepStrictEqual(
        next.metadata.annotations,
        current.metadata.annotations,
      ))
  );
}

/** Letters and digits that make no words, as names of pods end. */
export function suffix(length = 5): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  return [...randomBytes(length)]
    .map(byte => letters[byte % letters.length])
    .join('');
}
