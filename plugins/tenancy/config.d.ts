export interface Config {
  app?: {
    /**
     * Whether this is the embedded sandbox: the sign-in page then says who can sign in and with which password.
     * @visibility frontend
     */
    sandbox?: boolean;
  };
}
