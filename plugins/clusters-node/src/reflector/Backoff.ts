/**
 * How long to wait before the next try: longer each time, and never quite as long as another that failed at the same
 * moment.
 */
export class Backoff {
  #failures = 0;

  constructor(
    private readonly firstMs: number,
    private readonly longestMs: number,
    private readonly random: () => number = Math.random,
  ) {}

  /** In milliseconds, between half and all of what has grown so far. */
  next(): number {
    const full = Math.min(this.firstMs * 2 ** this.#failures, this.longestMs);
    this.#failures += 1;
    return full * (0.5 + this.random() / 2);
  }

  reset(): void {
    this.#failures = 0;
  }
}
