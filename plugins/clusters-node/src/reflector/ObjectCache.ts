import type { LoggerService } from '@backstage/backend-plugin-api';
import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject, ReflectorOptions } from './types';

/** How many different texts are kept once. */
const MAX_POOLED = 10_000;

type Change<T> = { key: string; previous?: T; current?: T };

/**
 * What is kept of a list of objects. What `keep` and `onChange` throw is written down and goes no further: it is no fault of
 * the API server, and asking it again would not help.
 */
export class ObjectCache<T extends object> {
  #kept = new Map<string, T>();
  readonly #pool = new Map<string, string>();

  constructor(
    private readonly options: Pick<
      ReflectorOptions<T>,
      'path' | 'keep' | 'onChange'
    >,
    private readonly logger: LoggerService,
  ) {}

  get size(): number {
    return this.#kept.size;
  }

  get(key: string): T | undefined {
    return this.#kept.get(key);
  }

  values(): IterableIterator<T> {
    return this.#kept.values();
  }

  /** What is to be kept of an object, which `keep` sees without its managed fields. */
  reduce(object: KubernetesObject): { key: string; kept: T | undefined } {
    const { metadata } = object;
    delete (metadata as { managedFields?: unknown }).managedFields;
    if (metadata.namespace) metadata.namespace = this.#once(metadata.namespace);
    const labels = metadata.labels ?? {};
    for (const [name, value] of Object.entries(labels)) {
      labels[name] = this.#once(value);
    }
    return { key: keyOf(object), kept: this.#keep(object) };
  }

  /** Takes what became of one object. Nothing has changed where all that is kept is as it was. */
  set(key: string, kept: T | undefined): void {
    const previous = this.#kept.get(key);
    if (kept === undefined) {
      this.remove(key);
    } else if (!isDeepStrictEqual(previous, kept)) {
      this.#kept.set(key, kept);
      this.#tell({ key, previous, current: kept });
    }
  }

  remove(key: string): void {
    const previous = this.#kept.get(key);
    if (previous === undefined) return;
    this.#kept.delete(key);
    this.#tell({ key, previous });
  }

  /** Takes a whole list in place of all that was kept. */
  replace(fresh: Map<string, T>): void {
    const before = this.#kept;
    const changes: Change<T>[] = [];
    for (const [key, previous] of before) {
      if (!fresh.has(key)) changes.push({ key, previous });
    }
    for (const [key, current] of fresh) {
      const previous = before.get(key);
      if (previous && isDeepStrictEqual(previous, current)) {
        fresh.set(key, previous);
      } else {
        changes.push({ key, previous, current });
      }
    }
    this.#kept = fresh;
    for (const change of changes) this.#tell(change);
  }

  #keep(object: KubernetesObject): T | undefined {
    try {
      return this.options.keep(object);
    } catch (error) {
      this.#warn('An object could not be kept', error);
      return undefined;
    }
  }

  #tell(change: Change<T>): void {
    try {
      this.options.onChange?.(change);
    } catch (error) {
      this.#warn('A change could not be taken', error);
    }
  }

  #warn(words: string, error: unknown): void {
    this.logger.warn(`${words}, of ${this.options.path}`, error as Error);
  }

  /** The same text once, however many objects have it: namespaces and labels repeat. */
  #once(text: string): string {
    const known = this.#pool.get(text);
    if (known !== undefined) return known;
    if (this.#pool.size >= MAX_POOLED) this.#pool.clear();
    this.#pool.set(text, text);
    return text;
  }
}

export function keyOf({ metadata }: KubernetesObject): string {
  return metadata.namespace
    ? `${metadata.namespace}/${metadata.name}`
    : metadata.name;
}
