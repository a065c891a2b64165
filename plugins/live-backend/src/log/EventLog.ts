import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { LogEvent, LogStore, NewEvent } from '../store/LogStore';
import { fromCursor, toCursor } from './cursor';
import { RecentEvents } from './RecentEvents';

/** Events that are written in one transaction, and read at once. */
const WRITE_BATCH = 100;
const READ_BATCH = 500;
/** Publications that may wait to be written. */
const MAX_WAITING = 10_000;
/** When a read that failed is tried again, in milliseconds. */
const RETRY_MS = 1_000;

/** What follows the log. */
export interface LogFollower {
  /** Each event once, in the order of the log, whichever server published it. */
  accepted(event: LogEvent): void;
  /** Events were lost to this server: it was away for longer than they are kept. */
  gap(): void;
}

interface Waiting {
  event: NewEvent;
  resolve(): void;
  reject(error: unknown): void;
}

/** The log of events, as this server writes and reads it. */
export class EventLog {
  readonly #waiting: Waiting[] = [];
  readonly #recent: RecentEvents;
  #seen: number;
  #writing = false;
  #reading = false;
  #readAgain = false;
  #retry?: NodeJS.Timeout;
  #closed = false;
  #follower?: LogFollower;

  private constructor(
    private readonly store: LogStore,
    private readonly logger: LoggerService,
    readonly epoch: string,
    last: number,
  ) {
    this.#seen = last;
    this.#recent = new RecentEvents(last);
  }

  static async open(store: LogStore, logger: LoggerService): Promise<EventLog> {
    const { epoch, last } = await store.head();
    return new EventLog(store, logger, epoch, last);
  }

  follow(follower: LogFollower): void {
    this.#follower = follower;
  }

  /** The sequence of the last event that this server knows. */
  get seen(): number {
    return this.#seen;
  }

  cursorOf(sequence: number): string {
    return toCursor(this.epoch, sequence);
  }

  /** The sequence that a cursor stands for; undefined: not of this log, or of what is no longer or not yet in it. */
  async sequenceOf(cursor: string): Promise<number | undefined> {
    const sequence = fromCursor(this.epoch, cursor);
    if (sequence === undefined) return undefined;
    if (sequence <= this.#seen && this.#recent.reaches(sequence)) {
      return sequence;
    }
    const { last, trimmed } = await this.store.head();
    return sequence >= trimmed && sequence <= last ? sequence : undefined;
  }

  /** Resolves when the event is kept. Events of this server are kept in the order in which they were published. */
  publish(event: NewEvent): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) {
      throw new ServiceUnavailableError(
        'Too many live events wait to be written; try again in a few seconds',
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
      if (!this.#writing) void this.#write();
    });
  }

  /** What memory holds of a channel after a sequence; undefined: it does not reach back so far. */
  recent(channel: string, sequence: number): readonly LogEvent[] | undefined {
    return this.#recent.after(channel, sequence);
  }

  /**
   * What is kept of a channel after a sequence, a part at a time, and up to which sequence that is all; undefined: some
   * of it is no longer kept.
   */
  async read(
    channel: string,
    sequence: number,
    limit: number,
  ): Promise<{ events: LogEvent[]; until: number } | undefined> {
    const seen = this.#seen;
    const events = await this.store.afterOn(channel, sequence, limit);
    if (!events) return undefined;
    const last = events.at(-1)?.sequence ?? sequence;
    return {
      events,
      until: events.length < limit ? Math.max(seen, last) : last,
    };
  }

  /** Reads what other servers have published. */
  wake(): void {
    this.#readAgain = true;
    if (!this.#reading && !this.#closed) void this.#read();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, WRITE_BATCH);
      try {
        const events = await this.store.append(batch.map(w => w.event));
        this.#committed(events);
        batch.forEach(({ resolve }) => resolve());
      } catch (error) {
        batch.forEach(({ reject }) => reject(error));
      }
    }
    this.#writing = false;
  }

  #committed(events: LogEvent[]): void {
    // Where nobody else has written meanwhile, there is nothing to read.
    if (!this.#reading && events[0].sequence === this.#seen + 1) {
      events.forEach(event => this.#accept(event));
    } else {
      this.wake();
    }
  }

  async #read(): Promise<void> {
    this.#reading = true;
    clearTimeout(this.#retry);
    try {
      while (this.#readAgain && !this.#closed) {
        this.#readAgain = false;
        const events = await this.store.after(this.#seen, READ_BATCH);
        if (events.length === READ_BATCH) this.#readAgain = true;
        if (events.length > 0 && events[0].sequence > this.#seen + 1) {
          this.logger.warn(
            'Live events were lost; clients are told to read again',
          );
          this.#seen = events[0].sequence - 1;
          this.#recent.restart(this.#seen);
          this.#follower?.gap();
        }
        events.forEach(event => this.#accept(event));
      }
    } catch (error) {
      this.#readAgain = true;
      this.logger.warn('The log of live events cannot be read', error as Error);
      this.#retry = setTimeout(() => this.wake(), RETRY_MS);
      this.#retry.unref();
    } finally {
      this.#reading = false;
    }
  }

  #accept(event: LogEvent): void {
    if (event.sequence <= this.#seen) return;
    this.#seen = event.sequence;
    this.#recent.add(event);
    this.#follower?.accepted(event);
  }
}
