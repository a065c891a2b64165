interface Timer {
  due: number;
  order: number;
  run: () => void;
}

/**
 * The time of one simulated cluster. What happens in it takes simulated milliseconds, of which `speed` pass in a real
 * one; timestamps are the real time. Before the cluster is first looked at, `rehearse` lets time pass at once, so that
 * its workloads have been running for a while.
 */
export class Clock {
  readonly #speed: number;
  #timers: Timer[] = [];
  #order = 0;
  #wakeUp: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Simulated milliseconds at the real time `#since`. */
  #elapsed = 0;
  #since = performance.now();
  /** While rehearsing: the real time, in milliseconds since 1970, at which the simulated time was 0. */
  #rehearsal: number | undefined;

  constructor(speed: number) {
    this.#speed = speed;
  }

  /** Simulated milliseconds since the cluster began. */
  elapsed(): number {
    if (this.#rehearsal !== undefined) return this.#elapsed;
    return this.#elapsed + (performance.now() - this.#since) * this.#speed;
  }

  /** For timestamps, in milliseconds since 1970. */
  now(): number {
    if (this.#rehearsal === undefined) return Date.now();
    return this.#rehearsal + this.#elapsed;
  }

  /** How long simulated milliseconds take. */
  realDuration(milliseconds: number): number {
    return milliseconds / this.#speed;
  }

  /** Runs something after so many simulated milliseconds. Returns what cancels it. */
  after(milliseconds: number, run: () => void): () => void {
    const timer = {
      due: this.elapsed() + milliseconds,
      order: (this.#order += 1),
      run,
    };
    const at = this.#timers.findIndex(each => each.due > timer.due);
    this.#timers.splice(at < 0 ? this.#timers.length : at, 0, timer);
    this.#schedule();
    return () => {
      this.#timers = this.#timers.filter(each => each !== timer);
    };
  }

  /** Lets simulated time pass at once, with timestamps that begin at `from`. */
  rehearse(from: number, milliseconds: number): void {
    this.#rehearsal = from - this.#elapsed;
    const end = this.#elapsed + milliseconds;
    while (this.#timers.length > 0 && this.#timers[0].due <= end) {
      const timer = this.#timers.shift()!;
      this.#elapsed = Math.max(this.#elapsed, timer.due);
      timer.run();
    }
    this.#elapsed = end;
    this.#rehearsal = undefined;
    this.#since = performance.now();
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#timers = [];
    clearTimeout(this.#wakeUp);
  }

  #schedule(): void {
    if (this.#rehearsal !== undefined || this.#stopped) return;
    clearTimeout(this.#wakeUp);
    if (this.#timers.length === 0) return;
    const wait = this.realDuration(this.#timers[0].due - this.elapsed());
    this.#wakeUp = setTimeout(() => this.#runDue(), Math.max(0, wait));
  }

  #runDue(): void {
    const now = this.elapsed();
    while (this.#timers.length > 0 && this.#timers[0].due <= now) {
      this.#timers.shift()!.run();
    }
    this.#schedule();
  }
}
