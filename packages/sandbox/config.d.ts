export interface Config {
  sandbox?: {
    /**
     * Starts the embedded world: an identity provider with two tenants whose passwords everybody knows. For trying the
     * portal out and for its tests; refused where the portal listens on more than the loopback, or in production.
     */
    enabled?: boolean;
    /** Where its keys, grants and sessions are kept; `./data/sandbox` by default. */
    dataDirectory?: string;
    identity?: {
      /** The port of the identity provider, on 127.0.0.1; 7008 by default. */
      port?: number;
    };
    clusters?: {
      /**
       * The port of the simulated management cluster, on 127.0.0.1; 7010 by default. Those of `dev`, `staging`, `prod`
       * and `lost` come after it.
       */
      port?: number;
    };
  };
}
