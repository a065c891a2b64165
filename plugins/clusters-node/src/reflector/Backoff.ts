/** Between half and all of some time: those that failed at the same moment do not try again at the same moment. */
export function jittered(ms: number, random = Math.random): number {
  return ms * (0.5 + random() / 2);
}

/** How long to wait before the next try: longer each time. */
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
    return jittered(full, this.random);
  }

  reset(): void {
    this.#failures = 0;
  }
}
