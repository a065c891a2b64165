export interface Config {
  app?: {
    /**
     * Says on every page that this portal is a sandbox.
     * @visibility frontend
     */
    sandbox?: boolean;
  };
}
