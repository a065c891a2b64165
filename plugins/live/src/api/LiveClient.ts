import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  LiveServerFrame,
  LiveTicket,
} from '@wheelhouse/plugin-live-common';
import { Backoff } from './Backoff';
import type { LiveApi, LiveFollower, LiveState } from './liveApi';
import { LiveChannel } from './LiveChannel';
import { LiveConnection } from './LiveConnection';

/** For how long a channel that nobody follows any more is kept, in milliseconds: pages come and go. */
const LINGER_MS = 15_000;
/** A connection that lasted for so long was a good one. */
const GOOD_MS = 10_000;
/** When a channel that cannot be followed for the moment is asked for again. */
const RETRY_CHANNEL_MS = 5_000;
/** How long a ticket is waited for. */
const TICKET_MS = 10_000;

/** The LiveApi over a WebSocket, which is made anew whenever it is lost and goes on where the last one ended. */
export class LiveClient implements LiveApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;
  readonly #channels = new Map<string, LiveChannel>();
  readonly #listeners = new Set<() => void>();
  readonly #backoff = new Backoff();
  #state: LiveState = 'live';
  #connection?: LiveConnection;
  #connecting = false;
  #openedAt = 0;
  #retry?: ReturnType<typeof setTimeout>;
  #lastId = 0;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
    window.addEventListener('online', this.#awake);
    window.addEventListener('pageshow', this.#awake);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#awake();
    });
    window.addEventListener('offline', () => this.#connection?.probe());
  }

  get state(): LiveState {
    return this.#state;
  }

  onStateChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  follow(name: string, follower: LiveFollower): () => void {
    let channel = this.#channels.get(name);
    if (!channel) {
      this.#lastId += 1;
      channel = new LiveChannel(name, String(this.#lastId));
      this.#channels.set(name, channel);
      if (this.#openedAt > 0) this.#connection?.send(channel.subscribe());
    }
    const followed = channel;
    followed.add(follower);
    void this.#connect();
    return () => {
      followed.remove(follower);
      setTimeout(() => this.#forget(followed), LINGER_MS);
    };
  }

  #forget(channel: LiveChannel): void {
    if (channel.isFollowed || this.#channels.get(channel.name) !== channel) {
      return;
    }
    this.#channels.delete(channel.name);
    this.#connection?.send({ op: 'unsubscribe', id: channel.id });
    if (this.#channels.size === 0) {
      clearTimeout(this.#retry);
      this.#retry = undefined;
      this.#connection?.close();
      this.#connection = undefined;
      this.#setState('live');
    }
  }

  async #connect(): Promise<void> {
    if (this.#connection || this.#connecting || this.#retry !== undefined) {
      return;
    }
    this.#connecting = true;
    try {
      const url = await this.#socketUrl();
      if (this.#channels.size === 0) return;
      this.#openedAt = 0;
      this.#connection = new LiveConnection(url, {
        onOpen: () => this.#opened(),
        onFrame: frame => this.#received(frame),
        onLost: reason => this.#lost(reason),
      });
    } catch (error) {
      this.#connectLater(retryAfterOf(error));
    } finally {
      this.#connecting = false;
    }
  }

  /** The socket's address with a ticket, which the server asks this person's session for. */
  async #socketUrl(): Promise<string> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('live');
    const response = await this.#fetchApi.fetch(`${baseUrl}/ticket`, {
      method: 'POST',
      signal: AbortSignal.timeout(TICKET_MS),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const { ticket }: LiveTicket = await response.json();
    const url = new URL(`${baseUrl}/ws`, window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('ticket', ticket);
    return url.href;
  }

  #opened(): void {
    this.#openedAt = Date.now();
    for (const channel of this.#channels.values()) {
      this.#connection?.send(channel.subscribe());
    }
    this.#liveOnceAllStand();
  }

  #received(frame: LiveServerFrame): void {
    if (!('id' in frame)) return;
    const channel = [...this.#channels.values()].find(c => c.id === frame.id);
    if (!channel) return;
    channel.take(frame);
    if (frame.op === 'error' && frame.name === 'ServiceUnavailableError') {
      const connection = this.#connection;
      setTimeout(() => {
        const wanted = this.#channels.get(channel.name) === channel;
        if (wanted && this.#connection === connection) {
          connection?.send(channel.subscribe());
        }
      }, RETRY_CHANNEL_MS * (0.5 + Math.random()));
    }
    this.#liveOnceAllStand();
  }

  #liveOnceAllStand(): void {
    if (this.#state === 'live') return;
    if ([...this.#channels.values()].every(c => c.isAnswered)) {
      this.#setState('live');
    }
  }

  #lost(reason: string | undefined): void {
    const lasted = this.#openedAt > 0 ? Date.now() - this.#openedAt : 0;
    this.#connection = undefined;
    this.#openedAt = 0;
    this.#setState('waiting');
    if (lasted > GOOD_MS) this.#backoff.reset();
    if (lasted > GOOD_MS && reason === 'signed-out') {
      // Asking for a ticket tells whether the session is over, and with it what the page does then.
      void this.#connect();
    } else {
      this.#connectLater();
    }
  }

  #connectLater(atLeastMs = 0): void {
    this.#setState('waiting');
    clearTimeout(this.#retry);
    this.#retry = setTimeout(this.#connectNow, this.#backoff.next(atLeastMs));
  }

  readonly #connectNow = () => {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (this.#channels.size > 0) void this.#connect();
  };

  /** The machine or the tab is back: what was waited for need not be waited for any longer, and what is open may be dead. */
  readonly #awake = () => {
    if (this.#retry !== undefined) this.#connectNow();
    else this.#connection?.probe();
  };

  #setState(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#listeners.forEach(listener => listener());
  }
}

/** How long the server wants to be left alone, in milliseconds. */
function retryAfterOf(error: unknown): number {
  if (!(error instanceof ResponseError)) return 0;
  const seconds = Number(error.response.headers.get('Retry-After'));
  return Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : 0;
}
