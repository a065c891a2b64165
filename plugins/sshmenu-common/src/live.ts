import { MINE } from './entry/lists';

/**
 * The channel of `/api/live/ws` that tells of a list: events `changed`, `writers-changed`, and on one's own also `used`.
 * `userRef` is whoever asks, e.g. `user:acme/ben`: their own list has a channel that is only theirs.
 */
export function liveChannelOf(list: string, userRef: string): string {
  // A channel's name is made of segments.
  return `sshmenu/lists/${encodeURIComponent(list === MINE ? userRef : list)}`;
}

/** The data of an event: what to read again. */
export interface EntriesChangedEvent {
  /** Ids of the entries; absent: all. */
  ids?: string[];
}
