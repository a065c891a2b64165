import {
  LIVE_SUBPROTOCOL,
  type LiveClientFrame,
  type LiveServerFrame,
} from '@wheelhouse/plugin-live-common';

/** How long it may take to be open, in milliseconds. */
const OPEN_MS = 10_000;
/** After how long a silence the server is asked for a sign of life, and how long that may take. */
const SILENCE_MS = 30_000;
const ANSWER_MS = 5_000;
/** No subscription has this id, which the server answers. */
const PROBE: LiveClientFrame = { op: 'unsubscribe', id: 'probe' };

/** What becomes of a connection. */
export interface ConnectionListener {
  onOpen(): void;
  onFrame(frame: LiveServerFrame): void;
  /** Once, and nothing after it. */
  onLost(reason: string | undefined): void;
}

/** One WebSocket, from opening it to its end. A machine that slept may have one that is dead and does not know. */
export class LiveConnection {
  readonly #socket: WebSocket;
  #timer: ReturnType<typeof setTimeout>;
  #byeReason?: string;
  #over = false;

  constructor(url: string, private readonly listener: ConnectionListener) {
    const socket = new WebSocket(url, LIVE_SUBPROTOCOL);
    this.#socket = socket;
    this.#timer = setTimeout(this.#lost, OPEN_MS);
    socket.onopen = () => {
      if (this.#over) return;
      this.#waitForSilence();
      listener.onOpen();
    };
    socket.onmessage = ({ data }) => {
      if (this.#over) return;
      this.#waitForSilence();
      const frame: LiveServerFrame = JSON.parse(data);
      if (frame.op === 'bye') this.#byeReason = frame.reason;
      listener.onFrame(frame);
    };
    socket.onclose = this.#lost;
    socket.onerror = this.#lost;
  }

  send(frame: LiveClientFrame): void {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  /** Asks the server for a sign of life; without one the connection is lost. */
  probe(): void {
    if (this.#over || this.#socket.readyState !== WebSocket.OPEN) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#lost, ANSWER_MS);
    this.send(PROBE);
  }

  /** Ends it; the listener is not told. */
  close(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket.close();
  }

  #waitForSilence(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.probe(), SILENCE_MS);
  }

  readonly #lost = () => {
    if (this.#over) return;
    this.close();
    this.listener.onLost(this.#byeReason);
  };
}
