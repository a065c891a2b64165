/** The WebSocket subprotocol of these frames. */
export const LIVE_SUBPROTOCOL = 'wheelhouse.v1';

/** The socket's address within the portal. */
export const LIVE_PATH = '/api/live/ws';

/** Follows a channel under an id of the client's choice; with a cursor, from the event after it. */
export interface SubscribeFrame {
  op: 'subscribe';
  id: string;
  channel: string;
  cursor?: string;
}

export interface UnsubscribeFrame {
  op: 'unsubscribe';
  id: string;
}

/** What a client sends. */
export type LiveClientFrame = SubscribeFrame | UnsubscribeFrame;

/** The subscription stands; nothing after the cursor is missed. */
export interface SubscribedFrame {
  op: 'subscribed';
  id: string;
  cursor: string;
}

/** Something happened on a channel. */
export interface EventFrame {
  op: 'event';
  id: string;
  cursor: string;
  /** What happened, in the words of the plugin that publishes it. */
  type: string;
  /** ISO 8601. */
  time: string;
  data: unknown;
}

/** The cursor is older than what is kept: read again what the channel is about. A `subscribed` follows. */
export interface ResyncFrame {
  op: 'resync';
  id: string;
}

/** What was asked for was refused. With an id: that subscription does not stand, or no longer. */
export interface ErrorFrame {
  op: 'error';
  id?: string;
  /** Stable: `NotFoundError`, `InputError`, `TooManySubscriptionsError`, `ServiceUnavailableError`. */
  name: string;
  message: string;
}

/** The last frame before the server closes the socket. */
export interface ByeFrame {
  op: 'bye';
  /** `signed-out`, `slow-reader`, `shutting-down`, `protocol-error`, `unavailable`. */
  reason: string;
}

/** What the server sends. */
export type LiveServerFrame =
  | SubscribedFrame
  | EventFrame
  | ResyncFrame
  | ErrorFrame
  | ByeFrame;
