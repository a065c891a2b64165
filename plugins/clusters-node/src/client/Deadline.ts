/** What a promise comes to, unless a signal ends the wait for it. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Time ran out. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Ends something when time runs out or somebody else ends it. Unlike `AbortSignal.any`, it leaves nothing behind at signals
 * that live longer than a request does.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #parents: AbortSignal[];
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number, ...parents: (AbortSignal | undefined)[]) {
    this.#parents = parents.filter(parent => parent !== undefined);
    for (const parent of this.#parents) {
      if (parent.aborted) this.#abort(parent.reason);
      else parent.addEventListener('abort', this.#follow);
    }
    this.renew(ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Gives it so many milliseconds from now. */
  renew(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort(new TimeoutError()), ms);
  }

  /** Stops the clock. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  /** What it was for is over. */
  end(): void {
    clearTimeout(this.#timer);
    for (const parent of this.#parents) {
      parent.removeEventListener('abort', this.#follow);
    }
  }

  readonly #follow = (event: Event) =>
    this.#abort((event.target as AbortSignal).reason);

  #abort(reason: unknown) {
    this.end();
    this.#controller.abort(reason);
  }
}
