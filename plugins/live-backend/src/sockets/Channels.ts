import type {
  LiveBroker,
  LiveChannelDeclaration,
} from '@wheelhouse/plugin-live-node';
import { findChannel } from './findChannel';
import type { Subscription } from './Subscription';

/** A channel that somebody follows, or is about to. */
export class Channel {
  readonly subscriptions = new Set<Subscription>();

  constructor(
    readonly name: string,
    readonly declaration: LiveChannelDeclaration,
    /** What stands in its name for the parameters of the declaration. */
    readonly parameters: Readonly<Record<string, string>>,
  ) {}
}

/** The channels that somebody follows on this server. */
export class Channels {
  readonly #followed = new Map<string, Channel>();

  constructor(private readonly broker: LiveBroker) {}

  /** The channel of a name, followed or not; undefined: no plugin has declared it. */
  find(name: string): Channel | undefined {
    const followed = this.#followed.get(name);
    if (followed) return followed;
    const found = findChannel(this.broker.declarations(), name);
    return found && new Channel(name, found.declaration, found.parameters);
  }

  /** Who follows a channel. */
  followers(name: string): Iterable<Subscription> {
    return this.#followed.get(name)?.subscriptions ?? [];
  }

  /** Who follows any. */
  *allFollowers(): Iterable<Subscription> {
    for (const { subscriptions } of this.#followed.values()) {
      yield* subscriptions;
    }
  }

  join(subscription: Subscription): void {
    const { channel } = subscription;
    channel.subscriptions.add(subscription);
    this.#followed.set(channel.name, channel);
  }

  leave(subscription: Subscription): void {
    const { channel } = subscription;
    channel.subscriptions.delete(subscription);
    if (channel.subscriptions.size === 0) this.#followed.delete(channel.name);
  }
}
