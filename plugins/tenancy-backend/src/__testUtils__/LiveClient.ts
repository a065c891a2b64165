import type { LiveServerFrame } from '@wheelhouse/plugin-live-common';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { eventually } from './eventually';
import type { Portal } from './portal';
import type { TestBrowser } from './TestBrowser';

/** How a socket is opened. */
export interface OpenOptions {
  origin?: string;
  bearer?: string;
  ticket?: string;
  headers?: Record<string, string>;
}

/** A client of live events over a real socket: it keeps each frame that it gets. */
export class LiveClient {
  readonly frames: LiveServerFrame[] = [];
  /** The code that the socket was closed with. */
  closeCode?: number;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', data => this.frames.push(JSON.parse(String(data))));
    socket.on('close', code => {
      this.closeCode = code;
    });
    socket.on('error', () => {});
  }

  /** @throws Error with the status, where the server refuses. */
  static async open(
    portal: Pick<Portal, 'url'>,
    options: OpenOptions,
  ): Promise<LiveClient> {
    const { status, socket } = await tryToOpen(portal, options);
    if (!socket) throw new Error(`The socket was refused: ${status}`);
    return socket;
  }

  static bearer(portal: Pick<Portal, 'url'>, bearer: string) {
    return LiveClient.open(portal, { bearer });
  }

  /** As a page of somebody who is signed in opens it. */
  static async ofBrowser(portal: Pick<Portal, 'url'>, browser: TestBrowser) {
    const { body } = await browser.request('POST', '/api/live/ticket');
    return LiveClient.open(portal, {
      ticket: body.ticket,
      origin: portal.url,
      headers: {
        cookie: [...browser.cookies].map(c => c.join('=')).join('; '),
      },
    });
  }

  /** @internal */
  static of(socket: WebSocket) {
    return new LiveClient(socket);
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Subscribes, and waits until that stands or is refused. */
  async subscribe(
    channel: string,
    options: { id?: string; cursor?: string } = {},
  ): Promise<LiveServerFrame> {
    const { id = channel, cursor } = options;
    const before = this.frames.length;
    this.send({ op: 'subscribe', id, channel, cursor });
    return this.next(
      frame =>
        (frame.op === 'subscribed' || frame.op === 'error') && frame.id === id,
      before,
    );
  }

  /** Waits for a frame, of those after the first so many. */
  async next(
    isIt: (frame: LiveServerFrame) => boolean,
    after = 0,
  ): Promise<LiveServerFrame> {
    return eventually(async () => {
      const frame = this.frames.slice(after).find(isIt);
      if (!frame) {
        throw new Error(`No such frame in ${JSON.stringify(this.frames)}`);
      }
      return frame;
    });
  }

  /** The data of all events so far, in their order. */
  get events(): unknown[] {
    return this.frames.flatMap(f => (f.op === 'event' ? [f.data] : []));
  }

  /** The cursor of the last frame that had one. */
  get cursor(): string | undefined {
    return this.frames.findLast(f => 'cursor' in f && f.cursor)?.[
      'cursor' as never
    ];
  }

  /** Waits until the server has closed. Returns why it said it did. */
  async closed(withinMs?: number): Promise<string | undefined> {
    await eventually(async () => {
      if (this.closeCode === undefined) throw new Error('It is open still');
    }, withinMs);
    const bye = this.frames.find(frame => frame.op === 'bye');
    return bye?.reason;
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.terminate();
    await closed;
  }
}

/** What comes of opening a socket: the status, with a client where it is 101. */
export async function tryToOpen(
  portal: Pick<Portal, 'url'>,
  { origin, bearer, ticket, headers }: OpenOptions,
): Promise<{ status: number; body?: any; socket?: LiveClient }> {
  const query = ticket === undefined ? '' : `?ticket=${ticket}`;
  const socket = new WebSocket(
    `${portal.url.replace('http', 'ws')}/api/live/ws${query}`,
    'wheelhouse.v1',
    {
      headers: {
        ...headers,
        ...(origin !== undefined && { origin }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
    },
  );
  const client = LiveClient.of(socket);
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ status: 101, socket: client }));
    socket.on('error', reject);
    socket.on('unexpected-response', async (_request, response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode!, body: JSON.parse(text) });
    });
  });
}
