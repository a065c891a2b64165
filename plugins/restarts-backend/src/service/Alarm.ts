import { setTimeout as delay } from 'node:timers/promises';

/** Changes that come together are looked at together, in milliseconds. */
const GATHER_MS = 100;

/** What somebody sleeps by who is to look when something changes, at a set time, or when all is to end. */
export class Alarm {
  /** Ends a wait that goes on. */
  #endWait: () => void = () => {};
  /** Whether something has changed since it was last looked. */
  #woken = false;

  constructor(private readonly stopping: AbortSignal) {
    stopping.addEventListener('abort', () => this.wake());
  }

  wake(): void {
    this.#woken = true;
    this.#endWait();
  }

  /** Waits until something changes, or until a time; and a moment longer for what comes with it. */
  async wait(until: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, Math.max(until - Date.now(), 0));
        this.#endWait = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#woken) await this.pause(GATHER_MS);
    this.#woken = false;
  }

  /** Waits whatever changes. */
  async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping }).catch(() => {});
  }
}
