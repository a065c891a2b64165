export interface Config {
  /** Live events. */
  live?: {
    /** How long an event is kept for clients that were away; 1h by default. */
    keep?: string;
    /** How many events are kept at most; 100000 by default. */
    keepEvents?: number;
    /** How many sockets each process has at most. */
    sockets?: {
      /** Of one session or API key; 100 by default. */
      perAuth?: number;
      /** In all; 10000 by default. */
      total?: number;
    };
  };
}
