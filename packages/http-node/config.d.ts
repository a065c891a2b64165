export interface Config {
  wheelhouse?: {
    /** How many requests the API accepts in a window; more are answered 429 with `Retry-After`. Each process counts for itself. */
    rateLimit?: {
      /** How long a window is, from 1s to 1h; 1m by default. */
      window?: string;
      /** From one session or API key; 3000 by default. */
      perAuth?: number;
      /** From one address (IPv6: one /56 network), of requests that nobody is known for; 1200 by default. */
      perAddress?: number;
      /** From one address, of signing in and of bearers that are refused; 300 by default. */
      signIn?: number;
    };
  };
}
