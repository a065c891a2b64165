import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Cluster } from '@wheelhouse/plugin-clusters-common';
import type { ReachabilityStore, SeenState } from '../store/ReachabilityStore';
import type { Fleet } from './Fleet';

const RETRY_MS = 5_000;

/**
 * Writes changes of state down as they come, one after the other. Where the database is slow or away, the last state of
 * each cluster waits, and no more than that.
 */
export class Recorder {
  readonly #waiting = new Map<string, SeenState>();
  #writing = false;
  #retry?: NodeJS.Timeout;
  #stopped = false;

  constructor(
    private readonly options: {
      fleet: Fleet;
      store: ReachabilityStore;
      logger: LoggerService;
      /** After a failure it is written again after this, in milliseconds. */
      retryMs?: number;
    },
  ) {}

  /** Writes a state down soon. */
  record(view: Cluster) {
    const { name, state, reasons } = view;
    this.#waiting.set(name, {
      cluster: name,
      state,
      reason: reasons[0],
      at: Date.now(),
    });
    void this.#write();
  }

  /** Confirms what goes on and deletes what is past; run by one server at a time. */
  async keep(): Promise<void> {
    const { fleet, store } = this.options;
    const names = fleet
      .members()
      .filter(({ view }) => view.state !== 'unknown')
      .map(({ known }) => known.name);
    await store.confirm(names, Date.now());
    await store.trim();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#retry);
  }

  async #write() {
    if (this.#writing || this.#retry || this.#stopped) return;
    this.#writing = true;
    try {
      for (const [name, seen] of this.#waiting) {
        const since = await this.options.store.record(seen);
        if (this.#waiting.get(name) === seen) this.#waiting.delete(name);
        this.options.fleet.remember(name, { state: seen.state, since });
      }
    } catch (error) {
      this.options.logger.warn(
        'How the clusters are could not be written down; it is tried again',
        error as Error,
      );
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        void this.#write();
      }, this.options.retryMs ?? RETRY_MS).unref();
    } finally {
      this.#writing = false;
    }
  }
}
