/** A tenant, as configured. Durations are in milliseconds. */
export interface TenantConfig {
  id: string;
  title: string;
  issuer: string;
  clientId: string;
  /** Absent: a public client. */
  clientSecret?: string;
  scopes: string[];
  accountClaim: string;
  /** A path into the claims. */
  groupsClaim: string[];
  recheckGroupsMs: number;
  acceptTokens?: { audiences: string[]; allowedOrigins: string[] };
}

/** The `tenancy` part of the configuration, with defaults filled in. Durations are in milliseconds. */
export interface TenancyConfig {
  tenants: TenantConfig[];
  /** Group references. */
  admins: string[];
  sessions: { idleMs: number; absoluteMs: number };
  apiKeys: { maxLifetimeMs: number; allowNeverExpires: boolean };
  /** The first encrypts, all decrypt. Empty: none configured, which only development accepts. */
  encryptionKeys: Array<{ id: string; secret: Buffer }>;
}
