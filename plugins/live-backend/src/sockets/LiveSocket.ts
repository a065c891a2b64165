import { isError } from '@backstage/errors';
import type {
  LiveServerFrame,
  SubscribeFrame,
} from '@wheelhouse/plugin-live-common';
import type { Duplex } from 'node:stream';
import { RawData, WebSocket } from 'ws';
import { Allowance } from './Allowance';
import { parseFrame, toTextFrame } from './frames';
import type { LiveHub } from './LiveHub';
import type { Subscription } from './Subscription';
import type { AuthHolder, WatchedAuth } from './WatchedAuth';

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
const FRAMES = new Allowance(2 * MAX_SUBSCRIPTIONS, 50);

/** Why the server ends a socket, with the WebSocket's own code for it. */
const BYE = {
  'signed-out': 1008,
  'slow-reader': 1008,
  'protocol-error': 1002,
  'shutting-down': 1001,
  unavailable: 1013,
} as const;

export type ByeReason = keyof typeof BYE;

/** A socket of `ws` that knows whose it is, so that all sockets share their listeners. */
export class OwnedWebSocket extends WebSocket {
  owner!: LiveSocket;
}

/** One client: what it asks, and what goes out to it, within bounds. */
export class LiveSocket implements AuthHolder {
  /** Most clients have a few. */
  subscriptions: readonly Subscription[] = [];
  readonly #openedAt = Date.now();
  #framesDue = 0;
  #greeted = false;
  #answered = true;
  /** Since when what was sent waits to be read, in milliseconds. */
  #cloggedSince?: number;
  #closed = false;

  constructor(
    private readonly hub: LiveHub,
    readonly auth: WatchedAuth,
    private readonly ws: OwnedWebSocket,
    private readonly connection: Duplex,
  ) {
    ws.owner = this;
    ws.on('message', onMessage);
    ws.on('ping', onPing);
    ws.on('pong', onPong);
    ws.on('error', onError);
    ws.on('close', onClose);
  }

  /** Whether something can go out at once. */
  get isOpen(): boolean {
    return !this.#closed && this.#cloggedSince === undefined;
  }

  find(id: string): Subscription | undefined {
    const idJson = JSON.stringify(id);
    return this.subscriptions.find(s => s.idJson === idJson);
  }

  remember(subscription: Subscription): void {
    this.subscriptions = this.subscriptions.concat(subscription);
  }

  forget(subscription: Subscription): void {
    const index = this.subscriptions.indexOf(subscription);
    this.subscriptions = this.subscriptions.toSpliced(index, 1);
  }

  send(frame: LiveServerFrame): void {
    this.sendFrame(toTextFrame(JSON.stringify(frame)));
  }

  /** Sends a whole WebSocket frame, which others may be sent as well. `ws` would put it together for each anew. */
  sendFrame(bytes: Buffer): void {
    if (this.#closed || this.ws.readyState !== WebSocket.OPEN) return;
    this.connection.write(bytes);
    if (
      this.#cloggedSince === undefined &&
      this.ws.bufferedAmount > HIGH_WATER
    ) {
      this.#cloggedSince = Date.now();
      this.connection.once('drain', () => this.#drained());
    }
  }

  /** Says why, and closes. Nothing is sent after it. */
  bye(reason: ByeReason): void {
    if (this.#closed) return;
    this.send({ op: 'bye', reason });
    this.gone();
    this.ws.close(BYE[reason], reason);
    this.#terminateSoon();
  }

  /** Looks whether the client is alive: it must have answered the ping before this one. */
  ping(now: number): void {
    if (!this.#answered) {
      this.gone();
      this.ws.terminate();
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
    this.hub.doubt(this);
    this.hub.resume(this);
  }

  ended(): void {
    this.bye('signed-out');
  }

  unknown(): void {
    this.bye('unavailable');
  }

  received(data: RawData, isBinary: boolean): void {
    if (this.#closed) return;
    this.#answered = true;
    // A client that asks and never reads the answers is one that never reads.
    if (this.#cloggedSince !== undefined) this.ws.pause();
    if (isBinary || !this.#mayAsk()) {
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
  }

  pinged(): void {
    if (!this.#mayAsk()) this.bye('protocol-error');
  }

  ponged(): void {
    this.#answered = true;
  }

  /** A frame that was too long, or no frame: `ws` has begun to close with the code for it. */
  failed(): void {
    this.gone();
    this.#terminateSoon();
  }

  /** Nothing goes out any more. */
  gone(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.hub.remove(this);
  }

  #subscribe(frame: SubscribeFrame): void {
    if (this.find(frame.id)) {
      // Without the id: the subscription that has it stands.
      this.send({
        op: 'error',
        name: 'InputError',
        message: 'id: another subscription has it; choose one of its own',
      });
    } else if (this.subscriptions.length >= MAX_SUBSCRIPTIONS) {
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

  #mayAsk(): boolean {
    const due = FRAMES.take(this.#framesDue, Date.now());
    if (due === undefined) return false;
    this.#framesDue = due;
    return true;
  }

  #drained(): void {
    if (this.#closed) return;
    this.#cloggedSince = undefined;
    if (this.ws.isPaused) this.ws.resume();
    this.hub.resume(this);
  }

  #terminateSoon(): void {
    setTimeout(() => this.ws.terminate(), CLOSING_MS).unref();
  }
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  ownerOf(this).received(data, isBinary);
}

function onPing(this: WebSocket): void {
  ownerOf(this).pinged();
}

function onPong(this: WebSocket): void {
  ownerOf(this).ponged();
}

function onError(this: WebSocket): void {
  ownerOf(this).failed();
}

function onClose(this: WebSocket): void {
  ownerOf(this).gone();
}

function ownerOf(ws: WebSocket): LiveSocket {
  return (ws as OwnedWebSocket).owner;
}

function describe(error: unknown) {
  return isError(error)
    ? { name: error.name, message: error.message }
    : { name: 'InputError', message: String(error) };
}
