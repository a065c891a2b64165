import { isError } from '@backstage/errors';
import type {
  LiveServerFrame,
  SubscribeFrame,
} from '@wheelhouse/plugin-live-common';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { AuthHolder, WatchedAuth } from './AuthWatch';
import { parseFrame, serialize } from './frames';
import type { LiveHub } from './LiveHub';
import type { Subscription } from './Subscription';
import { TokenBucket } from './TokenBucket';

/** Subscriptions of one socket. */
export const MAX_SUBSCRIPTIONS = 200;
/** Bytes that wait to be read by the client, above which nothing is added until they are gone. */
const HIGH_WATER = 128 * 1024;
/** How long a client may take to read those, in milliseconds. */
const SLOW_MS = 10_000;
/** How long a socket may stay without having subscribed to anything. */
const HELLO_MS = 60_000;
/** How long the client may take to close its side. */
const CLOSING_MS = 1_000;
/** Frames that a client may send at once, and in each second. */
const FRAME_BURST = 2 * MAX_SUBSCRIPTIONS;
const FRAMES_PER_SECOND = 50;

/** Frames are text, also those whose bytes are at hand. */
const TEXT = { binary: false } as const;

/** Why the server ends a socket, with the WebSocket's own code for it. */
const BYE = {
  'signed-out': 1008,
  'slow-reader': 1008,
  'protocol-error': 1002,
  'shutting-down': 1001,
  unavailable: 1013,
} as const;

export type ByeReason = keyof typeof BYE;

/** One client: what it asks, and what goes out to it, within bounds. */
export class LiveSocket implements AuthHolder {
  readonly subscriptions = new Map<string, Subscription>();
  readonly #frames = new TokenBucket(FRAME_BURST, FRAMES_PER_SECOND);
  readonly #openedAt = Date.now();
  #greeted = false;
  #answered = true;
  /** Since when what was sent waits to be read, in milliseconds. */
  #cloggedSince?: number;
  #closed = false;

  constructor(
    private readonly hub: LiveHub,
    readonly auth: WatchedAuth,
    private readonly ws: WebSocket,
    connection: Duplex,
  ) {
    ws.on('message', this.#received);
    ws.on('ping', this.#pinged);
    ws.on('pong', this.#ponged);
    ws.on('error', this.#failed);
    ws.on('close', this.#gone);
    connection.on('drain', this.#drained);
  }

  /** Whether something can go out at once. */
  get isOpen(): boolean {
    return !this.#closed && this.#cloggedSince === undefined;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Sends one frame, as text or as its bytes. */
  send(frame: LiveServerFrame | Buffer): void {
    if (this.#closed) return;
    const bytes = Buffer.isBuffer(frame) ? frame : serialize(frame);
    this.ws.send(bytes, TEXT);
    if (
      this.#cloggedSince === undefined &&
      this.ws.bufferedAmount > HIGH_WATER
    ) {
      this.#cloggedSince = Date.now();
    }
  }

  /** Says why, and closes. Nothing is sent after it. */
  bye(reason: ByeReason): void {
    if (this.#closed) return;
    this.ws.send(serialize({ op: 'bye', reason }), TEXT);
    this.#gone();
    this.ws.close(BYE[reason], reason);
    this.#terminateSoon();
  }

  /** Ends the connection now. */
  terminate(): void {
    this.#gone();
    this.ws.terminate();
  }

  /** Looks whether the client is alive: it must have answered the ping before this one. */
  ping(now: number): void {
    if (!this.#answered) {
      this.terminate();
    } else if (!this.#greeted && now - this.#openedAt > HELLO_MS) {
      this.bye('protocol-error');
    } else {
      this.#answered = false;
      this.ws.ping();
    }
  }

  /** Looks whether the client reads. */
  checkReading(now: number): void {
    const since = this.#cloggedSince;
    if (since !== undefined && now - since > SLOW_MS) this.bye('slow-reader');
  }

  confirmed(): void {
    this.hub.resume(this);
  }

  changed(): void {
    for (const subscription of this.subscriptions.values()) {
      this.hub.doubt(subscription);
    }
    this.hub.resume(this);
  }

  ended(): void {
    this.bye('signed-out');
  }

  unknown(): void {
    this.bye('unavailable');
  }

  readonly #received = (data: RawData, isBinary: boolean) => {
    if (this.#closed) return;
    this.#answered = true;
    // A client that asks and never reads the answers is one that never reads.
    if (this.#cloggedSince !== undefined) this.ws.pause();
    if (isBinary || !this.#frames.take()) {
      this.bye('protocol-error');
      return;
    }
    this.#greeted = true;
    try {
      const frame = parseFrame(data.toString());
      if (frame.op === 'subscribe') this.#subscribe(frame);
      else this.hub.unsubscribe(this, frame.id);
    } catch (error) {
      this.send({ op: 'error', ...describe(error) });
    }
  };

  #subscribe(frame: SubscribeFrame): void {
    if (this.subscriptions.has(frame.id)) {
      // Without the id: the subscription that has it stands.
      this.send({
        op: 'error',
        name: 'InputError',
        message: 'id: another subscription has it; choose one of its own',
      });
    } else if (this.subscriptions.size >= MAX_SUBSCRIPTIONS) {
      this.send({
        op: 'error',
        id: frame.id,
        name: 'TooManySubscriptionsError',
        message: `A socket has at most ${MAX_SUBSCRIPTIONS} subscriptions; end one first`,
      });
    } else {
      this.hub.subscribe(this, frame);
    }
  }

  readonly #pinged = () => {
    if (!this.#frames.take()) this.bye('protocol-error');
  };

  readonly #ponged = () => {
    this.#answered = true;
  };

  readonly #drained = () => {
    if (this.#closed || this.#cloggedSince === undefined) return;
    this.#cloggedSince = undefined;
    if (this.ws.isPaused) this.ws.resume();
    this.hub.resume(this);
  };

  /** A frame that was too long, or no frame: `ws` has begun to close with the code for it. */
  readonly #failed = () => {
    this.#gone();
    this.#terminateSoon();
  };

  #terminateSoon(): void {
    setTimeout(() => this.ws.terminate(), CLOSING_MS).unref();
  }

  readonly #gone = () => {
    if (this.#closed) return;
    this.#closed = true;
    this.hub.remove(this);
  };
}

function describe(error: unknown) {
  return isError(error)
    ? { name: error.name, message: error.message }
    : { name: 'InputError', message: String(error) };
}
