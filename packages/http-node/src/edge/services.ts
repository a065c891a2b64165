import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** The origins whose pages may call the API, with a bearer of their own and never with cookies. */
export type AllowedOriginsService = readonly string[];

/** By default none; whoever knows more brings a factory of its own. */
export const allowedOriginsServiceRef = createServiceRef<AllowedOriginsService>(
  {
    id: 'wheelhouse.allowed-origins',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({ service, deps: {}, factory: () => [] }),
  },
);

/** Tells whose a bearer is, fast enough to be asked before each request. */
export interface RequestIdentityService {
  /**
   * @returns a key for counting, the same for all tokens of one auth; undefined for a token that is not known to be
   * alive, which is then only limited by address until it was verified.
   */
  identify(token: string): string | undefined;
}

/** By default no bearer is known; whoever issues them brings a factory of its own. */
export const requestIdentityServiceRef =
  createServiceRef<RequestIdentityService>({
    id: 'wheelhouse.request-identity',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {},
        factory: () => ({ identify: () => undefined }),
      }),
  });
