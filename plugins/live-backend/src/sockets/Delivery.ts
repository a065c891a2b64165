import type { EventLog, LogFollower } from '../log/EventLog';
import type { LogEvent } from '../store/LogStore';
import type { AuthWatch } from './AuthWatch';
import type { ChannelRights } from './ChannelRights';
import type { Channels } from './Channels';
import { EventFrames, FramesOfTurn } from './EventFrames';
import type { Subscription } from './Subscription';

/**
 * Brings events to those who follow. An event goes to whoever is up to date at once; everybody else (who has just come,
 * whose rights are to be asked for again, who reads slowly) reads it from the log when their turn comes, so that nothing is
 * queued for anybody.
 */
export class Delivery implements LogFollower {
  readonly #frames: FramesOfTurn;

  constructor(
    private readonly options: {
      log: EventLog;
      watch: AuthWatch;
      channels: Channels;
      rights: ChannelRights;
    },
  ) {
    this.#frames = new FramesOfTurn(options.log);
  }

  accepted(event: LogEvent): void {
    if (event.type === '') {
      this.rightsChanged(event.channel);
      return;
    }
    const followers = this.options.channels.followers(event.channel);
    const frames = this.#frames.of(event);
    const now = Date.now();
    for (const subscription of followers) {
      if (subscription.phase === 'flowing') {
        if (this.#mayDeliver(subscription, now)) {
          this.#deliverOne(subscription, event, frames);
        } else {
          subscription.hold(event.sequence - 1);
        }
      }
    }
  }

  gap(): void {
    for (const subscription of this.options.channels.allFollowers()) {
      if (subscription.phase === 'flowing') this.#resync(subscription);
    }
  }

  /** Who may follow a channel has changed. */
  rightsChanged(channel: string): void {
    for (const subscription of this.options.channels.followers(channel)) {
      this.doubt(subscription);
      void this.catchUp(subscription);
    }
  }

  /** Has the right to a channel asked for again before the next delivery. */
  doubt(subscription: Subscription): void {
    subscription.doubted = true;
    subscription.hold(this.options.log.seen);
  }

  /**
   * Tells a client that its subscription stands, and serves what it has missed.
   *
   * @param from - undefined: from now on, as some of what it has missed is no longer kept
   */
  async begin(
    subscription: Subscription,
    from: number | undefined,
  ): Promise<void> {
    const { log } = this.options;
    const { id, socket } = subscription;
    if (from === undefined) {
      this.#resync(subscription);
    } else {
      subscription.position = from;
      socket.send({ op: 'subscribed', id, cursor: log.cursorOf(from) });
    }
    subscription.phase = 'behind';
    await this.catchUp(subscription);
  }

  /**
   * Serves what a subscription has missed from memory, or further back from the log, until it is up to date. It stops where the
   * auth is to be asked for again, or the client has to read first; both come back here.
   */
  async catchUp(subscription: Subscription): Promise<void> {
    const { log, rights } = this.options;
    if (subscription.phase !== 'behind') return;
    subscription.phase = 'catching-up';
    try {
      while (this.#mayDeliver(subscription, Date.now())) {
        if (subscription.doubted) {
          if (!(await rights.check(subscription))) return;
          continue;
        }
        const { channel, position } = subscription;
        const recent = log.recent(channel.name, position);
        if (!recent) {
          await this.#readOn(subscription);
        } else if (this.#deliverAll(subscription, recent)) {
          subscription.servedUntil(log.seen);
          subscription.phase = 'flowing';
          return;
        }
      }
    } catch (error) {
      rights.refuse(subscription, error);
    } finally {
      if (subscription.phase === 'catching-up') subscription.phase = 'behind';
    }
  }

  /** Serves the next part of what memory no longer holds. */
  async #readOn(subscription: Subscription): Promise<void> {
    const { channel, position, readAhead } = subscription;
    const part = await this.options.log.read(channel.name, position, readAhead);
    if (!part) {
      this.#resync(subscription);
    } else if (this.#deliverAll(subscription, part.events)) {
      subscription.servedUntil(part.until);
      subscription.readMore();
    } else {
      subscription.readLess();
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
      deliver(subscription, event, this.#frames.of(event));
    }
    return !subscription.doubted;
  }

  /** One plugin's rule that fails keeps the event from nobody else. */
  #deliverOne(
    subscription: Subscription,
    event: LogEvent,
    frames: EventFrames,
  ): void {
    try {
      deliver(subscription, event, frames);
    } catch (error) {
      this.options.rights.refuse(subscription, error);
    }
  }

  /** Whether the next event can go out now. Where the auth is to be asked for first, that is begun. */
  #mayDeliver({ isOver, socket }: Subscription, now: number): boolean {
    if (isOver || !socket.isOpen) return false;
    const { watch } = this.options;
    if (watch.isFresh(socket.auth, now)) return true;
    watch.checkSoon(socket.auth);
    return false;
  }

  #resync(subscription: Subscription): void {
    const { log } = this.options;
    const { socket, id } = subscription;
    subscription.position = log.seen;
    socket.send({ op: 'resync', id });
    socket.send({ op: 'subscribed', id, cursor: log.cursorOf(log.seen) });
  }
}

function deliver(
  subscription: Subscription,
  event: LogEvent,
  frames: EventFrames,
): void {
  const { channel, idJson, position, socket } = subscription;
  if (event.sequence <= position) return;
  subscription.position = event.sequence;
  if (event.type === '') return;
  const { declaration } = channel;
  if (declaration.sees && !declaration.sees(socket.auth.state, frames.event)) {
    return;
  }
  socket.sendFrame(frames.frameFor(idJson));
}
