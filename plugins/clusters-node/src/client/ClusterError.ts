/** What went wrong between the portal and an API server. */
export type ClusterErrorReason =
  /** No connection: refused, no route, name not found. */
  | 'unreachable'
  /** No answer, or not all of it, within the time limit. */
  | 'timeout'
  /** Its certificate is not signed by the CA that is known for it, or is of another name. */
  | 'tls'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  /** 410, or a watch that can no longer be resumed. */
  | 'gone'
  | 'invalid'
  /** 429, or 503 with Retry-After. */
  | 'throttled'
  | 'server-error'
  /** HTML, half a line, too much: not what an API server says. */
  | 'bad-answer'
  /** The portal's own definition of the cluster cannot be used. */
  | 'misconfigured';

/** An API server could not do what it was asked. The message is for people, and holds no credential and no address. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';

  constructor(
    readonly cluster: string,
    readonly reason: ClusterErrorReason,
    message: string,
    readonly details: {
      /** The HTTP status, where there was an answer. */
      status?: number;
      /** What the server asks to wait, in milliseconds. */
      retryAfterMs?: number;
      /** The API server's own words, as far as they are fit for logs. */
      serverMessage?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
