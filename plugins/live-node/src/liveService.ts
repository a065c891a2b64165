import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { liveBrokerServiceRef } from './LiveBroker';

/** Something that happened, as a channel carries it. It must hold nothing that could be used as a credential. */
export interface LiveEvent {
  /** What happened: lower case words with `-`, e.g. `changed`, `removed`. */
  type: string;
  /** JSON, at most 64 kB. */
  data: unknown;
}

/** Somebody who follows channels: what of their auth decides what they may. */
export type LiveFollower = Pick<
  AuthState,
  | 'id'
  | 'kind'
  | 'entity'
  | 'actorRef'
  | 'entityId'
  | 'groups'
  | 'scopes'
  | 'administrator'
  | 'expires'
>;

/** Channels of one shape, and who may follow them. */
export interface LiveChannelDeclaration {
  /** Begins with the plugin's id; `{name}` stands for one segment: `restarts/{id}`. */
  pattern: string;
  /**
   * Whether somebody may follow the channel. Asked when they subscribe, and again whenever what they may has changed.
   * It looks at the scopes of `who` too: keys subscribe as well. One who may not is told what one is told of a channel
   * that does not exist.
   */
  authorize(
    who: LiveFollower,
    parameters: Readonly<Record<string, string>>,
  ): boolean | Promise<boolean>;
  /** Whether somebody who follows the channel sees this event of it; absent: every one. */
  sees?(who: LiveFollower, event: LiveEvent): boolean;
}

/** Live events, for the plugin that depends on it. Without the live plugin, what is published goes nowhere. */
export interface LiveService {
  /** @throws Error where the pattern does not begin with the plugin's id, or is declared twice. */
  declare(channel: LiveChannelDeclaration): void;
  /** Resolves when the event is kept: whoever subscribes with an earlier cursor gets it, on every server. */
  publish(channel: string, event: LiveEvent): Promise<void>;
  /** Who may follow a channel has changed: its subscribers are asked for again before the next delivery. */
  rightsChanged(channel: string): void;
}

export const liveServiceRef = createServiceRef<LiveService>({
  id: 'live.service',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        plugin: coreServices.pluginMetadata,
        broker: liveBrokerServiceRef,
      },
      factory: ({ plugin, broker }) => broker.forPlugin(plugin.getId()),
    }),
});
