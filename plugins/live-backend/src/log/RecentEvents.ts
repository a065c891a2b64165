import type { LogEvent } from '../store/LogStore';

/** How much is held: enough for clients that were away for the time of a restart, in events and characters of data. */
const MAX_EVENTS = 5_000;
const MAX_SIZE = 8_000_000;

/** The end of the log in memory, so that many who come back at once do not each ask the database. */
export class RecentEvents {
  readonly #all: LogEvent[] = [];
  readonly #byChannel = new Map<string, LogEvent[]>();
  #size = 0;
  #from: number;

  constructor(from: number) {
    this.#from = from;
  }

  add(event: LogEvent): void {
    this.#all.push(event);
    this.#size += event.data.length;
    const list = this.#byChannel.get(event.channel);
    if (list) list.push(event);
    else this.#byChannel.set(event.channel, [event]);
    while (this.#all.length > MAX_EVENTS || this.#size > MAX_SIZE) {
      this.#dropOldest();
    }
  }

  /** Whether everything after a sequence is held. */
  reaches(sequence: number): boolean {
    return sequence >= this.#from;
  }

  /** The events of a channel after one; undefined: memory does not reach back so far. */
  after(channel: string, sequence: number): readonly LogEvent[] | undefined {
    if (!this.reaches(sequence)) return undefined;
    const list = this.#byChannel.get(channel) ?? [];
    let first = list.length;
    while (first > 0 && list[first - 1].sequence > sequence) first -= 1;
    return list.slice(first);
  }

  /** Forgets everything; what comes next is after this sequence. */
  restart(from: number): void {
    this.#all.length = 0;
    this.#byChannel.clear();
    this.#size = 0;
    this.#from = from;
  }

  #dropOldest(): void {
    const oldest = this.#all.shift()!;
    this.#size -= oldest.data.length;
    this.#from = oldest.sequence;
    const list = this.#byChannel.get(oldest.channel)!;
    list.shift();
    if (list.length === 0) this.#byChannel.delete(oldest.channel);
  }
}
