import type {
  Restart,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import { LogBuffer, statusOf } from '@wheelhouse/ui';
import type { RestartEvent, RestartsApi } from '../api/restartsApi';
import { hasEnded } from '../words';

/** What is known of a restart that is followed. */
export interface Followed {
  /** Undefined until the server has told of it. */
  restart?: Restart;
  progress?: RolloutProgress;
  /** `live`: told as it happens. `waiting`: the connection is being made again. `ended`: nothing will change. */
  connection: 'live' | 'waiting' | 'ended';
  /** Why nothing can be shown, where nothing can. */
  error?: unknown;
  /** How far the server's clock is behind this one's, in milliseconds. */
  clockOffset: number;
}

/** Silence for longer than this is a lost connection, in milliseconds: the server beats every 15 s. */
const SILENCE = 40_000;

/** The pause before the first new connection, and the longest, in milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** Follows one restart to its end over connections that may break, and tells React of it. */
export class RestartFollower {
  readonly log = new LogBuffer();
  readonly #listeners = new Set<() => void>();
  #followed: Followed = { connection: 'waiting', clockOffset: 0 };
  /** True until a connection has told of a first line. */
  #isFirstLine = false;
  /** Connections since the last that told something. */
  #failures = 0;

  constructor(
    private readonly api: Pick<RestartsApi, 'followRestart' | 'getRestart'>,
    private readonly id: string,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly snapshot = (): Followed => this.#followed;

  /** Follows until the restart has ended, nothing can be read, or the signal says so. */
  async run(signal: AbortSignal): Promise<void> {
    this.#update({ error: undefined });
    while (!signal.aborted) {
      try {
        if (await this.#followOnce(signal)) return;
      } catch (error) {
        if (signal.aborted || this.#isRefused(error)) return;
      }
      this.#update({ connection: 'waiting' });
      try {
        // While there is no stream, the object is still to be had.
        if (await this.#readObject()) return;
      } catch (error) {
        if (signal.aborted || this.#isRefused(error)) return;
        if (!this.#followed.restart) this.#update({ error });
      }
      await pause(this.#failures, signal);
      this.#failures += 1;
    }
  }

  /** One connection; true where the restart ended with it. */
  async #followOnce(signal: AbortSignal): Promise<boolean> {
    const connection = new AbortController();
    const stop = () => connection.abort();
    signal.addEventListener('abort', stop);
    let watchdog = setTimeout(stop, SILENCE);
    this.#isFirstLine = true;
    try {
      const events = this.api.followRestart(this.id, connection.signal);
      for await (const event of events) {
        clearTimeout(watchdog);
        if (signal.aborted) return true;
        watchdog = setTimeout(stop, SILENCE);
        this.#failures = 0;
        if (this.#take(event)) return true;
      }
      return false;
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Takes in what happened; true where that was the end. */
  #take(event: RestartEvent): boolean {
    const clockOffset = Date.now() - Date.parse(event.time);
    const live = {
      connection: 'live',
      error: undefined,
      clockOffset: Number.isNaN(clockOffset) ? 0 : clockOffset,
    } as const;
    switch (event.type) {
      case 'restart':
        this.#takeRestart(event.restart, live);
        return false;
      case 'pods':
        this.#update({ ...live, progress: event.progress });
        return false;
      case 'log':
        this.#takeLine(event);
        break;
      case 'end':
        this.#takeRestart(event.restart, { ...live, connection: 'ended' });
        return true;
      default:
        // A heartbeat, or what a newer server tells.
        break;
    }
    if (this.#followed.connection !== 'live') this.#update(live);
    return false;
  }

  #takeRestart(restart: Restart, part: Partial<Followed>) {
    const progress = restart.progress ?? this.#followed.progress;
    this.#update({ ...part, restart, progress });
  }

  #takeLine(event: RestartEvent & { type: 'log' }) {
    // A new connection tells the lines again from the beginning.
    if (this.#isFirstLine) this.log.clear();
    this.#isFirstLine = false;
    this.log.append({ source: event.pod, text: event.line });
  }

  async #readObject(): Promise<boolean> {
    const restart = await this.api.getRestart(this.id);
    const ended = hasEnded(restart.state);
    this.#takeRestart(restart, {
      connection: ended ? 'ended' : 'waiting',
      error: undefined,
    });
    return ended;
  }

  /** The server does not want to tell (any more): asking again would not help. */
  #isRefused(error: unknown): boolean {
    const status = statusOf(error);
    const refused = status !== undefined && status < 500 && status !== 429;
    if (refused) this.#update({ error, connection: 'waiting' });
    return refused;
  }

  #update(part: Partial<Followed>) {
    this.#followed = { ...this.#followed, ...part };
    this.#listeners.forEach(listener => listener());
  }
}

/** Waits longer after each failure, and never as long as everybody else does. */
function pause(failures: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures);
  return new Promise(resolve => {
    const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
