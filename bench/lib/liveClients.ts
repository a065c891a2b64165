import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { LiveServer } from './liveServers';

/** Sockets that are opened at the same time. */
const OPENING = 50;
/** The longest wait before another try, in milliseconds. */
const RETRY_MS = 1_000;
/** How long all clients together may take to open, or to be told of something, in milliseconds. */
const LIMIT_MS = 120_000;

/** How the frames begin that have a cursor. */
const FRAME = /^\{"op":"(\w+)","id":"1","cursor":"(\w+-(\d+))"/;

/** Clients of live events: each follows one channel, and counts what comes. */
export class LiveClients {
  readonly #clients: Client[];
  /** Events that each is to have so far. */
  #published = 0;

  constructor(private readonly at: LiveServer) {
    this.#clients = at.keys.map(key => new Client(at.server.url, key));
  }

  /**
   * Opens a socket for each key, a part at a time or all at once, where the last one ended. Returns when everybody is up to date.
   */
  async open(options: { atOnce?: boolean } = {}): Promise<void> {
    const waiting = [...this.#clients];
    const open = async () => {
      for (
        let client = waiting.shift();
        client !== undefined;
        client = waiting.shift()
      ) {
        await client.open();
      }
    };
    const opening = options.atOnce ? waiting.length : OPENING;
    await inTime('opened', Promise.all(Array.from({ length: opening }, open)));
    await this.#everybodyIsTold();
  }

  /** Publishes, and waits until everybody who is there has everything. */
  async publish(count: number, data: unknown): Promise<void> {
    await this.publishToNobody(count, data);
    await this.#everybodyIsTold();
  }

  /** Publishes while nobody is there. */
  async publishToNobody(count: number, data: unknown): Promise<void> {
    this.#published += count;
    await this.at.server.request({ question: 'publish', count, data });
  }

  /** Drops all connections without a word. */
  async drop(): Promise<void> {
    await Promise.all(this.#clients.map(client => client.drop()));
  }

  /** @throws Error where somebody misses an event, or had one twice or out of order. */
  async #everybodyIsTold(): Promise<void> {
    const published = this.#published;
    await inTime(
      'told',
      Promise.all(this.#clients.map(client => client.has(published))),
    ).catch(error => {
      const { length } = this.#clients.filter(c => c.events < published);
      throw new Error(`${length} clients miss events`, { cause: error });
    });
    const wrong = this.#clients.filter(client => client.isWrong).length;
    if (wrong > 0) throw new Error(`${wrong} clients had an event twice`);
  }
}

/** One client, over as many connections as it takes. */
class Client {
  /** How many events it was sent. */
  events = 0;
  /** Whether one came twice, or out of order. */
  isWrong = false;
  #socket?: WebSocket;
  #cursor?: string;
  #sequence = -1;
  #awaited?: { events: number; resolve(): void };

  constructor(private readonly url: string, private readonly key: string) {}

  /** Many at once are more than the kernel takes: as a page does, one that is turned away comes again. */
  async open(): Promise<void> {
    while (!this.#socket) {
      try {
        this.#socket = await this.#openOne();
      } catch {
        await setTimeout(Math.random() * RETRY_MS);
      }
    }
  }

  /** Resolves once it was sent so many events. */
  async has(events: number): Promise<void> {
    if (this.events >= events) return;
    await new Promise<void>(resolve => {
      this.#awaited = { events, resolve };
    });
  }

  async drop(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    const closed = once(socket, 'close');
    socket.terminate();
    await closed;
  }

  async #openOne(): Promise<WebSocket> {
    const socket = new WebSocket(
      `${this.url.replace('http', 'ws')}/api/live/ws`,
      'wheelhouse.v1',
      {
        perMessageDeflate: false,
        headers: { authorization: `Bearer ${this.key}` },
      },
    );
    socket.on('error', () => {});
    await once(socket, 'open');
    const subscribed = new Promise<void>((resolve, reject) => {
      socket.on('message', data => {
        if (this.#take(String(data)) === 'subscribed') resolve();
      });
      socket.once('close', () => reject(new Error('The server closed it')));
    });
    socket.send(
      JSON.stringify({
        op: 'subscribe',
        id: '1',
        channel: 'bench/all',
        cursor: this.#cursor,
      }),
    );
    await subscribed;
    return socket;
  }

  #take(frame: string): string | undefined {
    const [, op, cursor, sequence] = frame.match(FRAME) ?? [];
    if (cursor === undefined) return undefined;
    this.#cursor = cursor;
    if (op !== 'event') return op;
    this.events += 1;
    if (Number(sequence) <= this.#sequence) this.isWrong = true;
    this.#sequence = Number(sequence);
    if (this.events === this.#awaited?.events) this.#awaited.resolve();
    return op;
  }
}

async function inTime<T>(what: string, all: Promise<T>): Promise<T> {
  const limit = new AbortController();
  const late = setTimeout(LIMIT_MS, undefined, limit).then(() => {
    throw new Error(`Not all clients were ${what} in time`);
  });
  try {
    return await Promise.race([all, late]);
  } finally {
    limit.abort();
    // Nobody waits for it any more.
    late.catch(() => {});
  }
}
