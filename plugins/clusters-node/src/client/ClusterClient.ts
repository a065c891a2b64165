import type { Reflector, ReflectorOptions } from '../reflector/types';

/** A request to a cluster's API server. */
export interface ClusterRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, each segment already encoded: see `resourcePath`. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** By default `application/json`; a patch says which kind it is. */
  contentType?: string;
  /** For the whole answer, or until lines begin, in milliseconds; by default 10 s. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/**
 * A client to one cluster, which holds its credential and hands it to nobody. Connections are kept and shared; every
 * request has a time limit; answers are bounded in size.
 */
export interface ClusterClient {
  readonly cluster: string;

  /**
   * Sends a request and reads its JSON answer. A GET is sent once more where the server asks to wait 2 s at most, or closed a
   * kept connection. What changes something is sent again only where it was refused for a credential that has been renewed.
   *
   * @throws ClusterError for anything but a 2xx with JSON.
   */
  request<T>(request: ClusterRequest): Promise<T>;

  /**
   * Sends a request whose answer does not end soon (a watch, a log), and reads it line by line. Lines longer than 4 MB
   * and silence longer than `idleMs` end it with an error.
   *
   * @throws ClusterError
   */
  lines(
    request: ClusterRequest & { idleMs?: number },
  ): Promise<AsyncIterable<string>>;

  /** Keeps a list of objects current until it is stopped. */
  reflect<T extends object>(options: ReflectorOptions<T>): Reflector<T>;
}
