const tickMilliseconds = 10_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = Date.now();
  listeners.forEach(listener => listener());
}

/** One clock for all relative times of a page, so that they change together. */
export const ticker = {
  subscribe(listener: () => void): () => void {
    if (listeners.size === 0) {
      now = Date.now();
      timer = setInterval(tick, tickMilliseconds);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) clearInterval(timer);
    };
  },
  /** Milliseconds since the epoch, as of the last tick. */
  now: () => now,
};
