import type { RestartEvent, RestartsApi } from '../api/restartsApi';
import { restart } from './fixtures';

/** A stream whose events, end and loss the test decides about, while it is read. */
export class FakeStream {
  #waiting: Array<() => void> = [];
  #told: Array<RestartEvent | 'close' | { broken: Error }> = [];

  /** Tells events; their time is the test's own where they have none. */
  tell(...events: Array<DistributiveOmit<RestartEvent, 'time'>>): this {
    const time = new Date().toISOString();
    this.#told.push(
      ...events.map(event => ({ time, ...event } as RestartEvent)),
    );
    this.#wake();
    return this;
  }

  /** Ends the connection, as a proxy would; or breaks it. */
  close(error?: Error): this {
    this.#told.push(error ? { broken: error } : 'close');
    this.#wake();
    return this;
  }

  async *events(signal?: AbortSignal): AsyncGenerator<RestartEvent> {
    signal?.addEventListener('abort', () =>
      this.close(new DOMException('Aborted', 'AbortError')),
    );
    for (;;) {
      const next = this.#told.shift();
      if (next === undefined) {
        await new Promise<void>(resolve => this.#waiting.push(resolve));
      } else if (next === 'close') return;
      else if ('broken' in next) throw next.broken;
      else yield next;
    }
  }

  #wake() {
    this.#waiting.splice(0).forEach(resolve => resolve());
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown
  ? Omit<T, K>
  : never;

/** A RestartsApi that answers with nothing to show, where the test says nothing else. */
export function fakeRestarts(
  part: Partial<RestartsApi> = {},
): jest.Mocked<RestartsApi> {
  const empty = async () => ({ items: [] });
  return {
    listWorkloads: jest.fn(async () => ({ items: [], unavailable: [] })),
    restart: jest.fn(async () => restart()),
    getRestart: jest.fn(async () => restart()),
    listRestarts: jest.fn(empty),
    followRestart: jest.fn(() => new FakeStream().events()),
    startBatch: jest.fn(),
    getBatch: jest.fn(),
    stopBatch: jest.fn(),
    ...part,
  } as jest.Mocked<RestartsApi>;
}
