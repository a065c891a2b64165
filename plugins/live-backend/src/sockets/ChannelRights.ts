import { LoggerService } from '@backstage/backend-plugin-api';
import type { Channels } from './Channels';
import type { Subscription } from './Subscription';

/** Why a subscription does not stand, or no longer. */
interface Refusal {
  name: string;
  message: string;
}

/** What somebody is told who may not follow a channel, and of one that does not exist. */
export const MISSING: Refusal = {
  name: 'NotFoundError',
  message: 'There is no such channel, or it is not for you',
};
const UNAVAILABLE: Refusal = {
  name: 'ServiceUnavailableError',
  message: 'The channel cannot be followed now; try again in a few seconds',
};

/** Asks the plugins who may follow their channels, and ends the subscriptions of those who may not. */
export class ChannelRights {
  constructor(
    private readonly options: { channels: Channels; logger: LoggerService },
  ) {}

  /** Asks for the right to a channel; without it, the subscription ends. */
  async check(subscription: Subscription): Promise<boolean> {
    subscription.doubted = false;
    let allowed: boolean;
    try {
      allowed = await subscription.isAllowed();
    } catch (error) {
      this.refuse(subscription, error);
      return false;
    }
    if (subscription.isOver) return false;
    if (!allowed) this.#refuse(subscription, MISSING);
    return allowed;
  }

  /** Ends a subscription for an error. */
  refuse(subscription: Subscription, error: unknown): void {
    if (subscription.isOver) return;
    const { name } = error as Error;
    if (name === 'NotFoundError' || name === 'NotAllowedError') {
      this.#refuse(subscription, MISSING);
      return;
    }
    const { pattern } = subscription.channel.declaration;
    this.options.logger.warn(
      `A subscription to ${pattern} failed`,
      error as Error,
    );
    this.#refuse(subscription, UNAVAILABLE);
  }

  /** Ends a subscription without a word. */
  end(subscription: Subscription): void {
    subscription.phase = 'over';
    subscription.socket.forget(subscription);
    this.options.channels.leave(subscription);
  }

  #refuse(subscription: Subscription, why: Refusal): void {
    this.end(subscription);
    subscription.socket.send({ op: 'error', id: subscription.id, ...why });
  }
}
