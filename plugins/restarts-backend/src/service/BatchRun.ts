import { isError } from '@backstage/errors';
import type {
  BatchItem,
  RestartState,
} from '@wheelhouse/plugin-restarts-common';
import { randomUUID } from 'node:crypto';
import type { BatchStore, StoredBatch } from '../store/BatchStore';
import type { Lease } from '../store/Leases';
import type { StoredRestart } from '../store/rows';
import type { Charge } from './Charges';
import type { RestartFeed } from './RestartFeed';
import type { Restarts } from './Restarts';

export interface BatchRunOptions {
  store: BatchStore;
  restarts: Restarts;
  feed: RestartFeed;
  /** Something was written of the batch. */
  onChange(id: string): void;
}

const BAD: readonly BatchItem['state'][] = [
  'failed',
  'timed-out',
  'superseded',
];

/** Sees to one batch: so many at once, until all have ended or it is to stop. */
export class BatchRun implements Charge {
  readonly #lease: Lease;
  readonly #stopping = new AbortController();
  readonly #stopped = new Promise<void>(resolve =>
    this.#stopping.signal.addEventListener('abort', () => resolve()),
  );
  readonly #running = new Set<Promise<void>>();
  /** What nobody foresaw, such as a database that is away. */
  #failure: unknown;

  constructor(
    private readonly options: BatchRunOptions,
    private readonly stored: StoredBatch,
  ) {
    if (!stored.lease) throw new Error('Only what is leased can be seen to');
    this.#lease = stored.lease;
  }

  get id(): string {
    return this.stored.batch.id;
  }

  get lease(): Lease {
    return this.#lease;
  }

  /** Ends without an end: somebody else goes on. */
  stop(): void {
    this.#stopping.abort();
  }

  async run(): Promise<void> {
    const { batch } = this.stored;
    const { items, atOnce, stopAtFirstFailure } = batch;
    // What another server had begun is followed first; it counts among those at once.
    for (const [position, item] of items.entries()) {
      if (item.restart && !isOver(item.state)) this.#begin(item, position);
    }
    for (const [position, item] of items.entries()) {
      if (item.state !== 'waiting') continue;
      while (this.#running.size >= atOnce && !this.#stopping.signal.aborted) {
        await Promise.race([...this.#running, this.#stopped]);
      }
      if (this.#stopping.signal.aborted) break;
      const why = await this.#whyStop(stopAtFirstFailure);
      if (why) await this.#write(position, { state: 'skipped', message: why });
      else this.#begin(item, position);
    }
    await Promise.all(this.#running);
    if (this.#failure) throw this.#failure;
    if (this.#stopping.signal.aborted) return;
    await this.options.store.end(this.id, this.#lease, endOf(items));
    this.options.onChange(this.id);
  }

  #begin(item: BatchItem, position: number): void {
    const run: Promise<void> = this.#restart(item, position)
      .catch(error => {
        this.#failure ??= error;
        this.stop();
      })
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Restarts one workload, and waits for the end. */
  async #restart(item: BatchItem, position: number): Promise<void> {
    const { restarts } = this.options;
    // Written down before it begins: whoever takes over begins the same one, which happens once.
    const id = item.restart ?? randomUUID();
    if (!item.restart) {
      const held = await this.#write(position, {
        state: 'pending',
        restart: id,
      });
      if (!held) return;
    }
    let begun: StoredRestart;
    try {
      ({ stored: begun } = await restarts.startOrFind(
        this.stored.requester,
        item,
        { reason: this.stored.batch.reason },
        { id: this.id, restart: id },
      ));
    } catch (error) {
      await this.#write(position, {
        state: 'failed',
        message: isError(error) ? error.message : 'It could not be restarted.',
      });
      return;
    }
    const { restart: ended } = await this.options.feed.follow(
      begun,
      this.#stopping.signal,
    );
    if (!ended.endedAt) return;
    await this.#write(position, {
      state: ended.state,
      restart: ended.id,
      message:
        ended.failure && `${ended.failure.reason}: ${ended.failure.message}`,
    });
  }

  async #whyStop(stopAtFirstFailure: boolean): Promise<string | undefined> {
    const now = await this.options.store.get(this.id);
    if (now?.stopping) return 'The batch was stopped before its turn';
    const { items } = this.stored.batch;
    return stopAtFirstFailure && items.some(({ state }) => BAD.includes(state))
      ? 'Left alone after another one failed'
      : undefined;
  }

  async #write(
    position: number,
    change: { state: BatchItem['state']; restart?: string; message?: string },
  ): Promise<boolean> {
    if (this.#stopping.signal.aborted) return false;
    Object.assign(this.stored.batch.items[position], change);
    const held = await this.options.store.writeItem(
      this.id,
      this.#lease,
      position,
      change,
    );
    if (held) this.options.onChange(this.id);
    else this.stop();
    return held;
  }
}

function isOver(state: BatchItem['state']): boolean {
  const going: RestartState[] = ['pending', 'patched', 'rolling'];
  return !(going as BatchItem['state'][]).includes(state);
}

function endOf(items: readonly BatchItem[]): 'ready' | 'failed' | 'stopped' {
  if (items.some(({ state }) => state === 'skipped')) return 'stopped';
  return items.every(({ state }) => state === 'ready') ? 'ready' : 'failed';
}
