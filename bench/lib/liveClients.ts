import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { LiveServer } from './liveServers';

/** Sockets that are opened at the same time. */
const OPENING = 50;
/** The longest wait before another try, in milliseconds. */
const RETRY_MS = 1_000;

/** Clients of live events: each follows one channel, and counts what comes. */
export class LiveClients {
  #sockets: WebSocket[] = [];
  /** The cursor of the last frame of each. */
  readonly #cursors: Array<string | undefined> = [];
  /** What was awaited. */
  #waiting?: { frames: number; resolve(): void };
  /** Of each, the events that it was sent. */
  readonly events: number[] = [];

  constructor(private readonly at: LiveServer) {}

  /** Opens a socket for each key, a part at a time or all at once, where the last one ended. */
  async open(options: { atOnce?: boolean } = {}): Promise<void> {
    const { keys } = this.at;
    const waiting = keys.map((_, index) => index);
    const open = async () => {
      for (
        let index = waiting.shift();
        index !== undefined;
        index = waiting.shift()
      ) {
        this.#sockets[index] = await this.#openUntilThere(index);
      }
    };
    const opening = options.atOnce ? keys.length : OPENING;
    await Promise.all(Array.from({ length: opening }, open));
  }

  /** Publishes, and waits until everybody has everything. */
  async publish(count: number, data: unknown): Promise<void> {
    const all = new Promise<void>(resolve => {
      this.#waiting = { frames: count * this.#sockets.length, resolve };
    });
    await this.at.server.request({ question: 'publish', count, data });
    await all;
  }

  /** Drops all connections without a word. */
  async drop(): Promise<void> {
    const sockets = this.#sockets;
    this.#sockets = [];
    await Promise.all(
      sockets.map(async socket => {
        const closed = once(socket, 'close');
        socket.terminate();
        await closed;
      }),
    );
  }

  /** Many at once are more than the kernel takes: as a page does, one that is turned away comes again. */
  async #openUntilThere(index: number): Promise<WebSocket> {
    for (;;) {
      try {
        return await this.#openOne(index);
      } catch {
        await setTimeout(Math.random() * RETRY_MS);
      }
    }
  }

  async #openOne(index: number): Promise<WebSocket> {
    const { server, keys } = this.at;
    const socket = new WebSocket(
      `${server.url.replace('http', 'ws')}/api/live/ws`,
      'wheelhouse.v1',
      {
        perMessageDeflate: false,
        headers: { authorization: `Bearer ${keys[index]}` },
      },
    );
    socket.on('error', () => {});
    this.events[index] ??= 0;
    let subscribed = () => {};
    const standing = new Promise<void>(resolve => {
      subscribed = resolve;
    });
    socket.on('message', data => {
      const text = String(data);
      const [, op, cursor] =
        text.match(/^{"op":"(\w+)","id":"1","cursor":"([^"]+)"/) ?? [];
      if (op === 'event') this.events[index] += 1;
      this.#cursors[index] = cursor ?? this.#cursors[index];
      if (op === 'subscribed') subscribed();
      if (op === 'event' && this.#waiting) {
        this.#waiting.frames -= 1;
        if (this.#waiting.frames === 0) this.#waiting.resolve();
      }
    });
    await once(socket, 'open');
    const cursor = this.#cursors[index];
    socket.send(
      JSON.stringify({
        op: 'subscribe',
        id: '1',
        channel: 'bench/all',
        cursor,
      }),
    );
    await standing;
    return socket;
  }
}
