import { safeLogText } from './logText';

/** A line as it comes in. */
export interface LogEntry {
  text: string;
  /** What it is from: a pod, a step. */
  source?: string;
}

/** A line as it is shown. */
export interface LogLine extends LogEntry {
  /** Counts up from 0 and is never used again. */
  id: number;
}

/** The lines that are kept, and how many there were before them. */
export interface LogSnapshot {
  lines: readonly LogLine[];
  dropped: number;
}

/** How many lines are kept, unless told otherwise. */
const CAPACITY = 5_000;

/** How long lines are gathered before they are shown, in milliseconds. */
const GATHER = 80;

/**
 * The last lines of a log that grows: bounded in lines and in the length of each, and shown a few times a second however
 * fast it grows. Read with `useSyncExternalStore(buffer.subscribe, buffer.snapshot)`, or given to a `LogView`.
 */
export class LogBuffer {
  readonly #capacity: number;
  readonly #listeners = new Set<() => void>();
  #snapshot: LogSnapshot = { lines: [], dropped: 0 };
  #gathered: LogLine[] = [];
  /** The id of the next line, and of the first since all were forgotten. */
  #next = 0;
  #first = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: { capacity?: number } = {}) {
    this.#capacity = options.capacity ?? CAPACITY;
  }

  append(entry: LogEntry): void {
    this.#gathered.push({
      ...entry,
      text: safeLogText(entry.text),
      id: this.#next,
    });
    this.#next += 1;
    // Twice as many as are kept: the older half would never be seen.
    if (this.#gathered.length >= 2 * this.#capacity)
      this.#gathered = this.#gathered.slice(-this.#capacity);
    this.#timer ??= setTimeout(() => this.#show(), GATHER);
  }

  /** Forgets all lines, e.g. before they are told again. */
  clear(): void {
    this.#snapshot = { lines: [], dropped: 0 };
    this.#gathered = [];
    this.#first = this.#next;
    this.#timer ??= setTimeout(() => this.#show(), GATHER);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly snapshot = (): LogSnapshot => this.#snapshot;

  #show(): void {
    this.#timer = undefined;
    const lines = [...this.#snapshot.lines, ...this.#gathered].slice(
      -this.#capacity,
    );
    this.#gathered = [];
    this.#snapshot = {
      lines,
      dropped: this.#next - this.#first - lines.length,
    };
    this.#listeners.forEach(listener => listener());
  }
}
