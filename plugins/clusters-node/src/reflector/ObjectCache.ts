import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject, ReflectorOptions } from './types';

/** How many different texts are kept once. */
const MAX_POOLED = 10_000;

/** What is kept of a list of objects. */
export class ObjectCache<T extends object> {
  #kept = new Map<string, T>();
  readonly #pool = new Map<string, string>();

  constructor(
    private readonly options: Pick<ReflectorOptions<T>, 'keep' | 'onChange'>,
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

  /** What is to be kept of an object. It is trimmed: `keep` sees neither managed fields nor the annotation with all of it. */
  reduce(object: KubernetesObject): { key: string; kept: T | undefined } {
    const { metadata } = object;
    delete (metadata as { managedFields?: unknown }).managedFields;
    if (metadata.namespace) metadata.namespace = this.#once(metadata.namespace);
    const { labels } = metadata;
    for (const name in labels) labels[name] = this.#once(labels[name]);
    return { key: keyOf(object), kept: this.options.keep(object) };
  }

  /** Takes what became of one object. Nothing has changed where all that is kept is as it was. */
  set(key: string, kept: T | undefined): void {
    const previous = this.#kept.get(key);
    if (kept === undefined) {
      this.remove(key);
    } else if (!isDeepStrictEqual(previous, kept)) {
      this.#kept.set(key, kept);
      this.options.onChange?.({ key, previous, current: kept });
    }
  }

  remove(key: string): void {
    const previous = this.#kept.get(key);
    if (previous === undefined) return;
    this.#kept.delete(key);
    this.options.onChange?.({ key, previous });
  }

  /** Takes a whole list in place of all that was kept. */
  replace(fresh: Map<string, T>): void {
    const before = this.#kept;
    for (const [key, kept] of fresh) {
      const previous = before.get(key);
      if (previous && isDeepStrictEqual(previous, kept))
        fresh.set(key, previous);
    }
    this.#kept = fresh;
    for (const [key, previous] of before) {
      if (!fresh.has(key)) this.options.onChange?.({ key, previous });
    }
    for (const [key, current] of fresh) {
      const previous = before.get(key);
      if (previous !== current)
        this.options.onChange?.({ key, previous, current });
    }
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
