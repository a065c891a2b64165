import type { SubscribeFrame } from '@wheelhouse/plugin-live-common';
import type { EventLog } from '../log/EventLog';
import type { AuthWatch } from './AuthWatch';
import { ChannelRights, MISSING } from './ChannelRights';
import type { Channels } from './Channels';
import type { Delivery } from './Delivery';
import type { LiveSocket } from './LiveSocket';
import { Subscription } from './Subscription';

/** How often sockets are pinged, and how often it is looked whether clients read, in milliseconds. */
const PING_MS = 25_000;
const LOOK_MS = 1_000;

/** All sockets of this server, and what their clients ask for. */
export class LiveHub {
  readonly #sockets = new Set<LiveSocket>();
  readonly #timers: NodeJS.Timeout[];

  constructor(
    private readonly options: {
      log: EventLog;
      watch: AuthWatch;
      channels: Channels;
      rights: ChannelRights;
      delivery: Delivery;
    },
  ) {
    this.#timers = [
      setInterval(() => this.#each(s => s.ping(Date.now())), PING_MS),
      setInterval(() => this.#each(s => s.checkReading(Date.now())), LOOK_MS),
    ];
    this.#timers.forEach(timer => timer.unref());
  }

  get size(): number {
    return this.#sockets.size;
  }

  add(socket: LiveSocket): void {
    this.#sockets.add(socket);
    this.options.watch.hold(socket.auth, socket);
  }

  remove(socket: LiveSocket): void {
    this.#sockets.delete(socket);
    this.options.watch.release(socket.auth, socket);
    socket.subscriptions.forEach(s => this.options.rights.end(s));
  }

  /** Begins a subscription. What becomes of it is told to the client. */
  subscribe(
    socket: LiveSocket,
    { id, channel: name, cursor }: SubscribeFrame,
  ): void {
    const channel = this.options.channels.find(name);
    if (!channel) {
      socket.send({ op: 'error', id, ...MISSING });
      return;
    }
    const subscription = new Subscription(socket, id, channel);
    socket.remember(subscription);
    // From the first: rights that change while they are asked for are asked for again.
    this.options.channels.join(subscription);
    void this.#begin(subscription, cursor);
  }

  unsubscribe(socket: LiveSocket, id: string): void {
    const subscription = socket.find(id);
    if (subscription) {
      this.options.rights.end(subscription);
    } else {
      socket.send({
        op: 'error',
        id,
        name: 'NotFoundError',
        message: 'There is no subscription with this id',
      });
    }
  }

  /** Has all rights of a socket asked for again before the next delivery. */
  doubt(socket: LiveSocket): void {
    socket.subscriptions.forEach(s => this.options.delivery.doubt(s));
  }

  /** Brings a socket up to date, after something had held it back. */
  resume(socket: LiveSocket): void {
    for (const subscription of socket.subscriptions) {
      if (subscription.phase === 'behind') {
        void this.options.delivery.catchUp(subscription);
      }
    }
  }

  /** Tells every client, and lets none stay. */
  close(): void {
    this.#timers.forEach(timer => clearInterval(timer));
    this.#each(socket => socket.bye('shutting-down'));
  }

  async #begin(subscription: Subscription, cursor?: string): Promise<void> {
    const { log } = this.options;
    let from: number | undefined = log.seen;
    try {
      if (cursor !== undefined) from = await log.sequenceOf(cursor);
    } catch (error) {
      this.options.rights.refuse(subscription, error);
      return;
    }
    if (await this.options.rights.check(subscription)) {
      await this.options.delivery.begin(subscription, from);
    }
  }

  #each(act: (socket: LiveSocket) => void): void {
    [...this.#sockets].forEach(act);
  }
}
