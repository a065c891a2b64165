/**
 * Lets a number of things happen at once, and so many in each second. What is kept of each who is bounded is one number: when
 * all that they have had would have been due.
 */
export class Allowance {
  readonly #each: number;
  readonly #ahead: number;

  constructor(atOnce: number, perSecond: number) {
    this.#each = 1000 / perSecond;
    this.#ahead = atOnce * this.#each;
  }

  /** The number to keep, where one more may happen now; undefined: it may not. */
  take(due: number, now: number): number | undefined {
    const next = Math.max(due, now) + this.#each;
    return next - now > this.#ahead ? undefined : next;
  }
}
