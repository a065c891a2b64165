import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterClient } from '../client/ClusterClient';
import { ClusterError } from '../client/ClusterError';
import { connectionError } from '../client/connectionError';
import { Deadline } from '../client/Deadline';
import { wait } from '../client/wait';
import { Backoff, jittered } from './Backoff';
import { keyOf, ObjectCache } from './ObjectCache';
import { readListPage, readWatchLine } from './readAnswers';
import type { Reflector, ReflectorOptions, ReflectorState } from './types';

/** What paces a reflector; durations are in milliseconds. */
export interface ReflectorPace {
  /**
   * How long the API server is asked to keep a watch open. It then ends it, with a bookmark shortly before, and the next one
   * goes on from there: a connection that died silently is noticed this soon.
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
}

const PAGE_SIZE = 500;
/** More than three times the pods of the largest cluster that Kubernetes is made for. */
const MAX_OBJECTS = 500_000;

/** Failures in a row, without an event, after which the whole list is asked for again. */
const FAILURES_BEFORE_LIST = 3;

/**
 * List and watch, as client-go's reflector does it. It never ends by itself: whatever the API server does, it goes on from
 * where it was, or lists anew, after a while that grows.
 */
export class ListWatchReflector<T extends object> implements Reflector<T> {
  readonly #cache: ObjectCache<T>;
  readonly #backoff: Backoff;
  readonly #pace: Required<ReflectorPace>;
  readonly #stopping = new AbortController();
  readonly #waiting = new Set<(error?: ClusterError) => void>();
  #phase: ReflectorState['phase'] = 'starting';
  #error: ClusterError | undefined;
  #currentAt: number | undefined;
  /** Where the next watch begins; undefined: a list is needed first. */
  #resourceVersion: string | undefined;
  #failures = 0;

  constructor(
    private readonly client: ClusterClient,
    private readonly options: ReflectorOptions<T>,
    private readonly surroundings: {
      logger: LoggerService;
      pace: ReflectorPace;
      onStopped?(): void;
    },
  ) {
    const { logger, pace } = surroundings;
    this.#cache = new ObjectCache(options, logger);
    this.#pace = {
      graceMs: 5_000,
      firstBackoffMs: 500,
      longestBackoffMs: 30_000,
      wellAfterMs: Math.min(5_000, pace.watchMs / 2),
      slowMs: 30_000,
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
    return {
      phase: this.#phase,
      error: this.#error,
      currentAt: this.#currentAt,
    };
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
    this.#become('stopped', this.#error);
    for (const settle of [...this.#waiting]) settle(this.#ended());
    this.surroundings.onStopped?.();
  }

  async synced(timeoutMs: number): Promise<void> {
    if (this.#currentAt !== undefined) return;
    if (this.#phase === 'stopped') throw this.#ended();
    let timer: NodeJS.Timeout | undefined;
    let settle: (error?: ClusterError) => void = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        settle = error => (error ? reject(error) : resolve());
        timer = setTimeout(
          () => settle(this.#error ?? this.#fail('timeout', 'is slow to list')),
          timeoutMs,
        );
        this.#waiting.add(settle);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(settle);
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      let failure: ClusterError | undefined;
      let watchedSince: number | undefined;
      try {
        if (this.#resourceVersion === undefined) await this.#list();
        watchedSince = Date.now();
        await this.#watch();
      } catch (error) {
        if (signal.aborted) return;
        failure = connectionError(this.client.cluster, error);
        this.#afterFailure(failure);
      }
      const well =
        watchedSince !== undefined &&
        Date.now() - watchedSince >= this.#pace.wellAfterMs;
      if (well) this.#backoff.reset();
      // A watch that ended in its time is followed by the next at once. One that ended early, or with an error, is not,
      // whatever it brought: nothing that a server does makes this loop run hot.
      if (failure || !well) await this.#pause(failure);
    }
  }

  /** Page by page; the cache is replaced when all are there. */
  async #list(): Promise<void> {
    const fresh = new Map<string, T>();
    let next: string | undefined;
    let resourceVersion: string;
    let received = 0;
    do {
      const page = readListPage(
        this.client.cluster,
        await this.client.request({
          path: this.options.path,
          query: {
            ...this.#selectors(),
            limit: this.options.pageSize ?? PAGE_SIZE,
            continue: next,
          },
          signal: this.#stopping.signal,
        }),
      );
      // A page counts, also one that is empty: there may be no end to those either.
      received += Math.max(1, page.items.length);
      this.#demandBounded(received);
      for (const item of page.items) {
        const { key, kept } = this.#cache.reduce(item);
        if (kept) fresh.set(key, kept);
      }
      ({ next, resourceVersion } = page);
    } while (next);
    this.#cache.replace(fresh);
    this.#resourceVersion = resourceVersion;
    this.#current();
    for (const settle of [...this.#waiting]) settle();
    this.#call(() => this.options.onSynced?.());
  }

  async #watch(): Promise<void> {
    const seconds = Math.max(
      1,
      // Not all at the same moment.
      Math.round((this.#pace.watchMs * (0.8 + Math.random() * 0.2)) / 1000),
    );
    // Over all, and not since the last byte: one that sends a byte now and then is as dead as one that sends none.
    const limitMs = seconds * 1000 + this.#pace.graceMs;
    const deadline = new Deadline(limitMs, this.#stopping.signal);
    try {
      const lines = await this.client.lines({
        path: this.options.path,
        query: {
          ...this.#selectors(),
          watch: true,
          allowWatchBookmarks: true,
          resourceVersion: this.#resourceVersion,
          timeoutSeconds: seconds,
        },
        idleMs: limitMs,
        signal: deadline.signal,
      });
      this.#become('current', undefined);
      for await (const line of lines) this.#take(line);
    } finally {
      deadline.end();
    }
    this.#current();
  }

  #take(line: string): void {
    const event = readWatchLine(this.client.cluster, line);
    if (event.type === 'set') {
      const { key, kept } = this.#cache.reduce(event.object);
      this.#cache.set(key, kept);
      this.#demandBounded(this.#cache.size);
    } else if (event.type === 'removed') {
      this.#cache.remove(keyOf(event.object));
    }
    this.#resourceVersion = event.resourceVersion;
    this.#current();
  }

  #demandBounded(count: number): void {
    if (count > (this.options.maxObjects ?? MAX_OBJECTS)) {
      throw this.#fail('bad-answer', 'has more objects than the portal keeps');
    }
  }

  #current(): void {
    this.#failures = 0;
    this.#currentAt = Date.now();
    this.#become('current', undefined);
  }

  #afterFailure(failure: ClusterError): void {
    this.#failures += 1;
    if (failure.reason === 'gone' || this.#failures >= FAILURES_BEFORE_LIST) {
      this.#resourceVersion = undefined;
    }
    this.#become(this.#currentAt === undefined ? 'starting' : 'stale', failure);
  }

  async #pause(failure: ClusterError | undefined): Promise<void> {
    const slow =
      failure?.reason === 'not-found' || failure?.reason === 'forbidden';
    const ms = Math.max(
      slow ? jittered(this.#pace.slowMs) : this.#backoff.next(),
      failure?.details.retryAfterMs ?? 0,
    );
    await wait(ms, this.#stopping.signal);
  }

  #become(
    phase: ReflectorState['phase'],
    error: ClusterError | undefined,
  ): void {
    const changed = this.#phase !== phase || this.#error !== error;
    this.#phase = phase;
    this.#error = error;
    if (changed) this.#call(() => this.options.onState?.(this.state));
  }

  #call(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.surroundings.logger.warn(
        `A listener failed, of ${this.options.path}`,
        error as Error,
      );
    }
  }

  #selectors() {
    const { labelSelector, fieldSelector } = this.options;
    return { labelSelector, fieldSelector };
  }

  #ended(): ClusterError {
    return this.#fail('timeout', 'is no longer followed');
  }

  #fail(reason: ClusterError['reason'], words: string): ClusterError {
    const { cluster } = this.client;
    return new ClusterError(cluster, reason, `Cluster ${cluster} ${words}`);
  }
}
