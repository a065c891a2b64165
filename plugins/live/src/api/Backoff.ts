/** The longest wait before the first try again, and before any, in milliseconds. */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** How long to wait before another try: longer each time, and never in step with others. */
export class Backoff {
  #tries = 0;

  /** Milliseconds, at least so many. */
  next(atLeastMs = 0): number {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries);
    this.#tries += 1;
    return atLeastMs + Math.random() * longest;
  }

  reset(): void {
    this.#tries = 0;
  }
}
