/** How far apart the lines are that a container writes as it starts, in simulated milliseconds. */
const START_STEP = 150;
/** And later. */
const STEADY_STEP = 2500;
/** As a node rotates logs: what is older is gone. */
const KEPT_LINES = 2000;

/** A line of a log. */
export interface LogLine {
  /** In milliseconds since 1970. */
  at: number;
  text: string;
}

/** One run of a container, from its start to its end, and what it writes. Lines are made when somebody reads them. */
export class ContainerRun {
  endedAt: number | undefined;

  constructor(
    readonly container: string,
    readonly startedAt: number,
    /** What it writes as it starts, and then no more where it is to crash. */
    private readonly script: readonly string[],
    private readonly steady: boolean,
    /** How long simulated milliseconds take. */
    private readonly realDuration: (milliseconds: number) => number,
  ) {}

  /** The index of the oldest line that is kept. */
  first(now: number): number {
    return Math.max(0, this.count(now) - KEPT_LINES);
  }

  /** How many lines it has written. */
  count(now: number): number {
    const until = Math.min(now, this.endedAt ?? Infinity);
    if (until < this.startedAt) return 0;
    const startSteps = (until - this.startedAt) / this.realDuration(START_STEP);
    const begun = Math.min(this.script.length, Math.floor(startSteps) + 1);
    if (begun < this.script.length || !this.steady) return begun;
    const steadySteps =
      (until - this.#at(this.script.length - 1)) /
      this.realDuration(STEADY_STEP);
    return begun + Math.max(0, Math.floor(steadySteps));
  }

  line(index: number): LogLine {
    return {
      at: this.#at(index),
      text: this.script[index] ?? steadyLine(this.startedAt, index),
    };
  }

  /** When the next line is written; undefined where none is. */
  nextAt(now: number): number | undefined {
    if (this.endedAt !== undefined) return undefined;
    const next = this.count(now);
    return next < this.script.length || this.steady
      ? this.#at(next)
      : undefined;
  }

  #at(index: number): number {
    const started = Math.min(index, Math.max(0, this.script.length - 1));
    return (
      this.startedAt +
      this.realDuration(started * START_STEP + (index - started) * STEADY_STEP)
    );
  }
}

const PATHS = ['/api/orders', '/api/payments', '/healthz', '/api/customers'];

/** The same line every time that it is read. */
function steadyLine(seed: number, index: number): string {
  const mixed = Math.imul(Math.floor(seed) ^ (index * 2654435761), 40503) >>> 0;
  const path = PATHS[mixed % PATHS.length];
  const duration = 2 + ((mixed >>> 8) % 90);
  return mixed % 23 === 0
    ? `WARN  ${path} took ${duration + 400} ms, cache was cold`
    : `INFO  GET ${path} 200 in ${duration} ms`;
}
