/**
 * Reads a thing once more where it changes while it is read, and not more often: many changes in a row do not keep it from
 * ending.
 */
export class Rereading {
  readonly #reading = new Map<string, { again: boolean }>();

  want(key: string, read: () => Promise<unknown>): void {
    const reading = this.#reading.get(key);
    if (reading) {
      reading.again = true;
    } else {
      void this.#read(key, read);
    }
  }

  stop(): void {
    this.#reading.forEach(reading => {
      reading.again = false;
    });
  }

  async #read(key: string, read: () => Promise<unknown>): Promise<void> {
    const reading = { again: false };
    this.#reading.set(key, reading);
    do {
      reading.again = false;
      // What goes wrong is the query's own to show.
      await read().catch(() => {});
    } while (reading.again);
    this.#reading.delete(key);
  }
}
