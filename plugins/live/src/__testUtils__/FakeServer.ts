import type {
  LiveClientFrame,
  LiveServerFrame,
  SubscribeFrame,
} from '@wheelhouse/plugin-live-common';

/** A WebSocket of the page, as the server sees it. */
export class FakeSocket {
  static readonly OPEN = 1;
  /** Where the test hears of new ones. */
  static opened: (socket: FakeSocket) => void;
  readyState = 0;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  onerror?: () => void;
  readonly frames: LiveClientFrame[] = [];

  constructor(readonly url: string, readonly protocol: string) {
    FakeSocket.opened(this);
  }

  send(text: string): void {
    this.frames.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  /** What the page asked to follow over this socket. */
  get subscribed(): SubscribeFrame[] {
    return this.frames.filter(frame => frame.op === 'subscribe');
  }

  /** The server accepts it. */
  accept(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }

  /** The server sends a frame. */
  tell(frame: LiveServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** The connection is gone. */
  lose(): void {
    this.readyState = 3;
    this.onclose?.();
  }
}

/** The server's side of live events: tickets, and sockets that the test leads. It takes the place of the page's WebSocket. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  /** What asking for a ticket is answered with. */
  ticketStatus = 201;
  ticketHeaders: Record<string, string> = {};
  readonly #before = global.WebSocket;

  #tickets = 0;

  readonly fetch = jest.fn(async (_url: string, _init?: RequestInit) => {
    this.#tickets += 1;
    const body = { ticket: `ticket-${this.#tickets}` };
    return new Response(JSON.stringify(body), {
      status: this.ticketStatus,
      headers: {
        'Content-Type': 'application/json',
        ...this.ticketHeaders,
      },
    });
  });

  constructor() {
    FakeSocket.opened = socket => this.sockets.push(socket);
    global.WebSocket = FakeSocket as unknown as typeof WebSocket;
  }

  get socket(): FakeSocket {
    return this.sockets[this.sockets.length - 1];
  }

  stop(): void {
    global.WebSocket = this.#before;
  }
}
