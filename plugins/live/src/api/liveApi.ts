import { createApiRef } from '@backstage/frontend-plugin-api';

/** Something that happened on a channel. */
export interface LiveEvent {
  /** In the words of the plugin that publishes it: `changed`, `removed`. */
  type: string;
  /** ISO 8601. */
  time: string;
  data: unknown;
}

/** Why a channel cannot be followed. */
export interface LiveRefusal {
  /** `NotFoundError`: there is no such channel, or it is not for this person. */
  name: string;
  message: string;
}

/** What becomes of a channel that is followed. */
export interface LiveFollower {
  onEvent?(event: LiveEvent): void;
  /**
   * What was read before may be out of date: read it again. Once when the channel begins to be followed, and whenever events
   * may have been missed.
   */
  onResync?(): void;
  onRefused?(refusal: LiveRefusal): void;
}

/** `waiting`: the connection was lost, or could not be made, and is being made again. */
export type LiveState = 'live' | 'waiting';

/** Live events of the portal, over one connection that all pages share. It is there while somebody follows something. */
export interface LiveApi {
  /** Follows a channel. Returns how to end that. */
  follow(channel: string, follower: LiveFollower): () => void;
  readonly state: LiveState;
  /** Calls a listener after each change of `state`. Returns how to end that. */
  onStateChange(listener: () => void): () => void;
}

export const liveApiRef = createApiRef<LiveApi>({ id: 'plugin.live' });
