/** Lets a number of things happen at once, and so many in each second. */
export class TokenBucket {
  #tokens: number;
  #filledAt = Date.now();

  constructor(
    private readonly size: number,
    private readonly perSecond: number,
  ) {
    this.#tokens = size;
  }

  /** Whether one more may happen now. */
  take(): boolean {
    const now = Date.now();
    const grown = ((now - this.#filledAt) / 1000) * this.perSecond;
    this.#tokens = Math.min(this.size, this.#tokens + grown);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
