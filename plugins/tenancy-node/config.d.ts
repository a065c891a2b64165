import { HumanDuration } from '@backstage/types';

export interface Config {
  tenancy?: {
    /**
     * The organisations that people sign in from: one OIDC provider each. At least one.
     */
    tenants: Array<{
      /** DNS-1123 label; stands in every `user:` and `group:` reference. */
      id: string;
      /** What people call it; by default the id. */
      title?: string;
      /** Exactly as the provider's metadata and tokens name it. `http` is accepted on the loopback only. */
      issuer: string;
      /** This portal's client at the provider. */
      clientId: string;
      /**
       * Absent: a public client.
       * @visibility secret
       */
      clientSecret?: string;
      /** By default openid, profile, email, groups and offline_access. */
      scopes?: string[];
      /** The claim that is shown as the account: by default `email`, which must then be verified. */
      accountClaim?: string;
      /** Where the groups are: a claim or a path, e.g. `realm_access.roles`. By default `groups`. */
      groupsClaim?: string;
      /** How often groups are read again from the provider, by default every 10 minutes. */
      recheckGroups?: HumanDuration | string;
      /** The provider's own JWT access tokens as bearer, for other web and mobile clients. */
      acceptTokens?: {
        /** One of these must be in the token's `aud`. */
        audiences: string[];
        /** Web origins that may call the API from a browser. */
        allowedOrigins?: string[];
      };
    }>;
    /** Groups whose members are administrators of the portal. */
    admins?: string[];
    sessions?: {
      /** A session that nobody used for so long ends; by default 12 hours. */
      idle?: HumanDuration | string;
      /** A session ends after so long in any case; by default 7 days. */
      absolute?: HumanDuration | string;
    };
    apiKeys?: {
      /** The longest life that a key can be given, by default 365 days. */
      maxLifetime?: HumanDuration | string;
      /** Whether a key may have no end; by default not. */
      allowNeverExpires?: boolean;
    };
    /**
     * Keys for what the providers gave (refresh tokens), encrypted at rest. The first encrypts, all decrypt: to rotate,
     * put a new one first and take the old one away after a day. Needed in production; elsewhere, without one, what the
     * providers gave is forgotten at a restart.
     */
    encryptionKeys?: Array<{
      /** Stands beside what the key encrypted. */
      id: string;
      /**
       * 32 bytes in base64, e.g. from `openssl rand -base64 32`.
       * @visibility secret
       */
      secret: string;
    }>;
  };
}
