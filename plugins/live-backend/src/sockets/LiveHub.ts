import { LoggerService } from '@backstage/backend-plugin-api';
import type { SubscribeFrame } from '@wheelhouse/plugin-live-common';
import type { LiveBroker } from '@wheelhouse/plugin-live-node';
import type { EventLog, LogFollower } from '../log/EventLog';
import type { LogEvent } from '../store/LogStore';
import type { AuthWatch } from './AuthWatch';
import { findChannel } from './channels';
import { EventFrames } from './frames';
import type { LiveSocket } from './LiveSocket';
import { Subscription } from './Subscription';

/** How often sockets are pinged, and how often it is looked whether clients read, in milliseconds. */
const PING_MS = 25_000;
const LOOK_MS = 1_000;
/** What somebody is told who may not follow a channel, and of one that does not exist. */
const MISSING = {
  name: 'NotFoundError',
  message: 'There is no such channel, or it is not for you',
};
const UNAVAILABLE = {
  name: 'ServiceUnavailableError',
  message: 'The channel cannot be followed now; try again in a few seconds',
};

/**
 * All sockets of this server and what they follow. An event goes to whoever is up to date at once; everybody else (who has just come,
 * whose rights are to be asked for again, who reads slowly) reads it from the log when their turn comes, so that nothing is
 * queued for anybody.
 */
export class LiveHub implements LogFollower {
  readonly #sockets = new Set<LiveSocket>();
  readonly #channels = new Map<string, Set<Subscription>>();
  readonly #timers: NodeJS.Timeout[];

  constructor(
    private readonly options: {
      log: EventLog;
      watch: AuthWatch;
      broker: LiveBroker;
      logger: LoggerService;
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
    for (const subscription of socket.subscriptions.values()) {
      this.#drop(subscription);
    }
  }

  /** Begins a subscription. What becomes of it is told to the client. */
  subscribe(socket: LiveSocket, { id, channel, cursor }: SubscribeFrame): void {
    const found = findChannel(this.options.broker.declarations(), channel);
    if (!found) {
      socket.send({ op: 'error', id, ...MISSING });
      return;
    }
    const subscription = new Subscription(
      socket,
      id,
      channel,
      found.declaration,
      found.parameters,
    );
    socket.subscriptions.set(id, subscription);
    void this.#begin(subscription, cursor);
  }

  unsubscribe(socket: LiveSocket, id: string): void {
    const subscription = socket.subscriptions.get(id);
    if (subscription) {
      this.#drop(subscription);
    } else {
      socket.send({
        op: 'error',
        id,
        name: 'NotFoundError',
        message: 'There is no subscription with this id',
      });
    }
  }

  /** Has the right to a channel asked for again before the next delivery. */
  doubt(subscription: Subscription): void {
    subscription.doubted = true;
    this.#hold(subscription, this.options.log.seen);
  }

  /** Who may follow a channel has changed. */
  rightsChanged(channel: string): void {
    for (const subscription of this.#channels.get(channel) ?? []) {
      this.doubt(subscription);
      void this.#catchUp(subscription);
    }
  }

  /** Brings a socket up to date, after something had held it back. */
  resume(socket: LiveSocket): void {
    for (const subscription of socket.subscriptions.values()) {
      if (!subscription.flowing) void this.#catchUp(subscription);
    }
  }

  accepted(event: LogEvent): void {
    if (event.type === '') {
      this.rightsChanged(event.channel);
      return;
    }
    const subscriptions = this.#channels.get(event.channel);
    if (!subscriptions) return;
    const frames = this.#framesOf(event);
    const now = Date.now();
    for (const subscription of subscriptions) {
      if (subscription.flowing) {
        if (this.#mayDeliver(subscription, now)) {
          this.#deliver(subscription, event, frames);
        } else {
          this.#hold(subscription, event.sequence - 1);
        }
      }
    }
  }

  gap(): void {
    this.#each(socket => {
      for (const subscription of socket.subscriptions.values()) {
        if (subscription.flowing) this.#resync(subscription);
      }
    });
  }

  /** Tells every client, and lets none stay. */
  close(): void {
    this.#timers.forEach(timer => clearInterval(timer));
    this.#each(socket => socket.bye('shutting-down'));
  }

  async #begin(subscription: Subscription, cursor?: string): Promise<void> {
    const { log } = this.options;
    const { socket, id } = subscription;
    // From the first: rights that change while they are asked for are asked for again.
    const channel = this.#channels.get(subscription.channel);
    if (channel) channel.add(subscription);
    else this.#channels.set(subscription.channel, new Set([subscription]));
    let sequence: number | undefined = log.seen;
    try {
      if (cursor !== undefined) sequence = await log.sequenceOf(cursor);
    } catch (error) {
      this.#refuse(subscription, error);
      return;
    }
    if (!(await this.#checkRight(subscription))) return;
    subscription.begun = true;
    if (sequence === undefined) {
      this.#resync(subscription);
    } else {
      subscription.position = sequence;
      socket.send({ op: 'subscribed', id, cursor: log.cursorOf(sequence) });
    }
    await this.#catchUp(subscription);
  }

  /**
   * Serves what a subscription has missed from memory, or further back from the log, until it is up to date. It stops where the auth is to
   * be asked for again, or the client has to read first; both come back here.
   */
  async #catchUp(subscription: Subscription): Promise<void> {
    const { log } = this.options;
    if (subscription.catchingUp || !subscription.begun) return;
    subscription.catchingUp = true;
    try {
      while (this.#mayDeliver(subscription, Date.now())) {
        if (subscription.doubted) {
          if (!(await this.#checkRight(subscription))) return;
          continue;
        }
        const { channel, position } = subscription;
        const recent = log.recent(channel, position);
        if (recent) {
          if (!this.#deliverAll(subscription, recent)) continue;
          subscription.position = Math.max(subscription.position, log.seen);
          subscription.flowing = true;
          return;
        }
        const part = await log.read(channel, position, subscription.readAhead);
        if (!part) {
          this.#resync(subscription);
        } else if (this.#deliverAll(subscription, part.events)) {
          subscription.position = Math.max(subscription.position, part.until);
          subscription.readMore();
        } else {
          subscription.readLess();
        }
      }
    } catch (error) {
      this.#refuse(subscription, error);
    } finally {
      subscription.catchingUp = false;
    }
  }

  /** Delivers events in their order. Returns false where it had to stop. */
  #deliverAll(
    subscription: Subscription,
    events: readonly LogEvent[],
  ): boolean {
    const now = Date.now();
    for (const event of events) {
      if (subscription.doubted || !this.#mayDeliver(subscription, now)) {
        return false;
      }
      this.#deliver(subscription, event, this.#framesOf(event));
    }
    return true;
  }

  /** Whether the next event can go out now. Where the auth is to be asked for first, that is begun. */
  #mayDeliver({ over, socket }: Subscription, now: number): boolean {
    if (over || !socket.isOpen) return false;
    const { watch } = this.options;
    if (watch.isFresh(socket.auth, now)) return true;
    watch.checkSoon(socket.auth);
    return false;
  }

  #deliver(
    subscription: Subscription,
    event: LogEvent,
    frames: EventFrames,
  ): void {
    const { socket, declaration } = subscription;
    if (event.sequence <= subscription.position) return;
    subscription.position = event.sequence;
    if (event.type === '') return;
    if (declaration.sees) {
      if (!declaration.sees(socket.auth.state, frames.event)) return;
    }
    socket.send(frames.frameFor(subscription.idJson));
  }

  /** Nothing goes out as it comes any more. What came until now has. */
  #hold(subscription: Subscription, until: number): void {
    if (!subscription.flowing) return;
    subscription.flowing = false;
    subscription.position = Math.max(subscription.position, until);
  }

  #resync(subscription: Subscription): void {
    const { log } = this.options;
    const { socket, id } = subscription;
    subscription.position = log.seen;
    socket.send({ op: 'resync', id });
    socket.send({ op: 'subscribed', id, cursor: log.cursorOf(log.seen) });
  }

  /** Asks for the right to a channel; without it, the subscription ends. */
  async #checkRight(subscription: Subscription): Promise<boolean> {
    subscription.doubted = false;
    let allowed: boolean;
    try {
      allowed = await subscription.isAllowed();
    } catch (error) {
      this.#refuse(subscription, error);
      return false;
    }
    if (subscription.over) return false;
    if (!allowed) this.#end(subscription, MISSING);
    return allowed;
  }

  #refuse(subscription: Subscription, error: unknown): void {
    if (subscription.over) return;
    const { logger } = this.options;
    const { name } = error as Error;
    if (name === 'NotFoundError' || name === 'NotAllowedError') {
      this.#end(subscription, MISSING);
    } else {
      logger.warn(
        `A subscription to ${subscription.declaration.pattern} failed`,
        error as Error,
      );
      this.#end(subscription, UNAVAILABLE);
    }
  }

  #end(subscription: Subscription, why: { name: string; message: string }) {
    this.#drop(subscription);
    subscription.socket.send({ op: 'error', id: subscription.id, ...why });
  }

  #drop(subscription: Subscription): void {
    subscription.over = true;
    subscription.flowing = false;
    subscription.socket.subscriptions.delete(subscription.id);
    const channel = this.#channels.get(subscription.channel);
    channel?.delete(subscription);
    if (channel?.size === 0) this.#channels.delete(subscription.channel);
  }

  #framesOf(event: LogEvent): EventFrames {
    return new EventFrames(event, this.options.log.cursorOf(event.sequence));
  }

  #each(act: (socket: LiveSocket) => void): void {
    [...this.#sockets].forEach(act);
  }
}
