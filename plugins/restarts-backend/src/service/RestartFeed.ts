import { LoggerService } from '@backstage/backend-plugin-api';
import { once } from 'node:events';
import type { RestartStore } from '../store/RestartStore';
import type { StoredRestart } from '../store/rows';

type Listener = (stored: StoredRestart) => void;

/** How often the database is asked for what other servers follow, in milliseconds. */
const ASK_MS = 1_000;

/**
 * Tells those in this process who wait for restarts how these go on: at once of those that are followed here, and within a
 * second of those that another server follows. The database is asked only while somebody waits.
 */
export class RestartFeed {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #versions = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Pick<RestartStore, 'getAll'>,
    private readonly logger: LoggerService,
  ) {}

  /** Calls back after each change. Returns what ends that. */
  subscribe(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    this.#schedule();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) {
        this.#listeners.delete(id);
        this.#versions.delete(id);
      }
      if (this.#listeners.size === 0) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
      }
    };
  }

  /**
   * Waits until a restart has ended, or the signal says so; tells of it now and after each change. Returns how it is then.
   */
  async follow(
    stored: StoredRestart,
    signal: AbortSignal,
    onChange: Listener = () => {},
  ): Promise<StoredRestart> {
    const ended = new AbortController();
    let last = stored;
    const take = (changed: StoredRestart) => {
      last = changed;
      onChange(changed);
      if (changed.restart.endedAt) ended.abort();
    };
    const unsubscribe = this.subscribe(stored.restart.id, take);
    try {
      take(stored);
      const over = AbortSignal.any([signal, ended.signal]);
      if (!over.aborted) await once(over, 'abort');
      return last;
    } finally {
      unsubscribe();
    }
  }

  /** A restart has changed. */
  tell(stored: StoredRestart): void {
    const { id } = stored.restart;
    const listeners = this.#listeners.get(id);
    if (!listeners || (this.#versions.get(id) ?? 0) >= stored.version) return;
    this.#versions.set(id, stored.version);
    for (const listener of [...listeners]) listener(stored);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => void this.#ask(), ASK_MS);
  }

  async #ask(): Promise<void> {
    try {
      const ids = [...this.#listeners.keys()];
      for (const stored of await this.store.getAll(ids)) this.tell(stored);
    } catch (error) {
      this.logger.warn('Restarts could not be read', error as Error);
    }
    this.#timer = undefined;
    if (this.#listeners.size > 0) this.#schedule();
  }
}
