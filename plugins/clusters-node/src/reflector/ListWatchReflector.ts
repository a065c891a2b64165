import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterClient } from '../client/ClusterClient';
import { ClusterError } from '../client/ClusterError';
import { Backoff } from './Backoff';
import { keyOf, ObjectCache } from './ObjectCache';
import { readListPage, readWatchLine } from './readAnswers';
import type { Reflector, ReflectorOptions, ReflectorState } from './types';

/** What paces a reflector; durations are in milliseconds. */
export interface ReflectorPace {
  /**
   * How long the API server is asked to keep a watch open. It then ends it, with a bookmark, and the next one goes on from
   * there: a connection that died silently is found this soon.
   */
  watchMs: number;
  /** How much longer than that a watch may last before it counts as dead. */
  graceMs?: number;
  firstBackoffMs?: number;
  longestBackoffMs?: number;
  /** A watch that lasted this long shows that the server is well again. */
  wellAfterMs?: number;
  /** Between tries for what is not installed, or not allowed. */
  slowMs?: number;
  pageSize?: number;
  onStopped?(): void;
}

/** Failures of one watch in a row, without an event, after which the whole list is asked for again. */
const FAILURES_BEFORE_LIST = 3;

/**
 * List and watch, as client-go's reflector does it. It never ends by itself: whatever the API server does, it goes on from
 * where it was, or lists anew, after a while that grows.
 */
export class ListWatchReflector<T extends object> implements Reflector<T> {
  readonly #cache: ObjectCache<T>;
  readonly #backoff: Backoff;
  readonly #stopping = new AbortController();
  readonly #pace: Required<ReflectorPace>;
  readonly #waiting = new Set<(error?: ClusterError) => void>();
  #state: ReflectorState = { phase: 'starting' };
  #synced = false;
  /** Where the next watch begins; undefined: a list is needed first. */
  #resourceVersion: string | undefined;
  #failures = 0;

  constructor(
    private readonly client: ClusterClient,
    private readonly options: ReflectorOptions<T>,
    pace: ReflectorPace,
  ) {
    this.#cache = new ObjectCache(options);
    this.#pace = {
      graceMs: 5_000,
      firstBackoffMs: 500,
      longestBackoffMs: 30_000,
      wellAfterMs: 5_000,
      slowMs: 30_000,
      pageSize: 500,
      onStopped: () => {},
      ...pace,
    };
    this.#backoff = new Backoff(
      this.#pace.firstBackoffMs,
      this.#pace.longestBackoffMs,
    );
  }

  get size(): number {
    return this.#cache.size;
  }

  get state(): ReflectorState {
    return this.#state;
  }

  get(key: string): T | undefined {
    return this.#cache.get(key);
  }

  values(): IterableIterator<T> {
    return this.#cache.values();
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    this.#setState({ ...this.#state, phase: 'stopped' });
    this.#settle(this.#error('timeout', 'is no longer followed'));
    this.#pace.onStopped();
  }

  async synced(timeoutMs: number): Promise<void> {
    if (this.#synced) return;
    if (this.#state.phase === 'stopped') {
      throw this.#error('timeout', 'is no longer followed');
    }
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: ClusterError) => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        if (error) reject(error);
        else resolve();
      };
      const timer = setTimeout(
        () =>
          settle(
            this.#state.error ?? this.#error('timeout', 'is slow to list'),
          ),
        timeoutMs,
      );
      this.#waiting.add(settle);
    });
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const began = Date.now();
      let failure: ClusterError | undefined;
      try {
        if (this.#resourceVersion === undefined) await this.#list();
        await this.#watch();
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        failure = this.#asClusterError(error);
        this.#afterFailure(failure);
      }
      if (this.#stopping.signal.aborted) return;
      const well = Date.now() - began >= this.#pace.wellAfterMs;
      if (well) this.#backoff.reset();
      // A watch that ended in its time is followed by the next at once; one that ended early, as after a failure, is not.
      if (failure || !well) await this.#pause(failure);
    }
  }

  /** Page by page; the cache is replaced when all are there. */
  async #list(): Promise<void> {
    const fresh = new Map<string, T>();
    let next: string | undefined;
    let resourceVersion: string;
    do {
      const page = readListPage(
        this.client.cluster,
        await this.client.request({
          path: this.options.path,
          query: {
            ...this.#selectors(),
            limit: this.#pace.pageSize,
            continue: next,
          },
          signal: this.#stopping.signal,
        }),
      );
      for (const item of page.items) {
        const { key, kept } = this.#cache.reduce(item);
        if (kept) fresh.set(key, kept);
      }
      ({ next, resourceVersion } = page);
    } while (next);
    this.#cache.replace(fresh);
    this.#resourceVersion = resourceVersion;
    this.#failures = 0;
    this.#setState({ phase: 'current', currentAt: Date.now() });
    this.#synced = true;
    this.#settle();
    this.options.onSynced?.();
  }

  async #watch(): Promise<void> {
    const seconds = Math.max(
      1,
      Math.round((this.#pace.watchMs * (0.8 + Math.random() * 0.2)) / 1000),
    );
    const lines = await this.client.lines({
      path: this.options.path,
      query: {
        ...this.#selectors(),
        watch: true,
        allowWatchBookmarks: true,
        resourceVersion: this.#resourceVersion,
        timeoutSeconds: seconds,
      },
      idleMs: seconds * 1000 + this.#pace.graceMs,
      signal: this.#stopping.signal,
    });
    this.#setState({ phase: 'current', currentAt: Date.now() });
    for await (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    const event = readWatchLine(this.client.cluster, line);
    if (event.type === 'set') {
      const { key, kept } = this.#cache.reduce(event.object);
      this.#cache.set(key, kept);
    } else if (event.type === 'removed') {
      this.#cache.remove(keyOf(event.object));
    }
    this.#resourceVersion = event.resourceVersion;
    this.#failures = 0;
  }

  #afterFailure(failure: ClusterError): void {
    this.#failures += 1;
    if (failure.reason === 'gone' || this.#failures >= FAILURES_BEFORE_LIST) {
      this.#resourceVersion = undefined;
    }
    this.#setState({
      phase: this.#synced ? 'stale' : 'starting',
      error: failure,
      currentAt: this.#state.currentAt,
    });
  }

  async #pause(failure: ClusterError | undefined): Promise<void> {
    const slow =
      failure?.reason === 'not-found' || failure?.reason === 'forbidden';
    const ms = Math.max(
      slow ? this.#pace.slowMs : this.#backoff.next(),
      failure?.details.retryAfterMs ?? 0,
    );
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(
      () => undefined,
    );
  }

  #selectors() {
    const { labelSelector, fieldSelector } = this.options;
    return { labelSelector, fieldSelector };
  }

  #setState(state: ReflectorState): void {
    const before = this.#state;
    this.#state = state;
    if (before.phase !== state.phase || before.error !== state.error) {
      this.options.onState?.(state);
    }
  }

  #settle(error?: ClusterError): void {
    for (const settle of [...this.#waiting]) settle(error);
  }

  #asClusterError(error: unknown): ClusterError {
    return error instanceof ClusterError
      ? error
      : this.#error('bad-answer', 'sends what cannot be understood');
  }

  #error(reason: ClusterError['reason'], words: string): ClusterError {
    const { cluster } = this.client;
    return new ClusterError(cluster, reason, `Cluster ${cluster} ${words}`);
  }
}
