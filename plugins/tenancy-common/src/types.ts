/**
 * What `/api/tenancy` answers. The OpenAPI document of the plugin is generated from these types, so the comments here
 * are what its readers see. Times are ISO 8601 in UTC.
 */

/** A tenant that people can sign in at. */
export interface TenantSummary {
  /** DNS-1123 label, e.g. `acme`. */
  id: string;
  /** What people call it, e.g. `Acme Corp`. */
  title: string;
}

/** Who an entity is. */
export interface EntitySummary {
  /** `user:<tenant>/<name>`; `group:<tenant>/<name>` for a key that a group owns. */
  ref: string;
  tenant: string;
  /** What people see, by default the verified email. */
  account: string;
  /** The name in `ref`. */
  name: string;
}

/** A place that an entity acts from: a browser, a machine, a pipeline. */
export interface Persona {
  id: string;
  /** What kind of place: `browser`, `machine`, `pipeline`, `client:<client id>`. */
  source: string;
  /** E.g. `Firefox on Linux`. */
  name: string;
}

/** The grant that a request is made with. */
export interface AuthSummary {
  id: string;
  kind: AuthKind;
  /** `["*"]` for a session. */
  scopes: string[];
  /** Null: never. */
  expires: string | null;
}

export type AuthKind = 'session' | 'api_key';

/** The answer of `GET /me`. */
export interface Me {
  entity: EntitySummary;
  /** Null for a key that was made without one. */
  persona: Persona | null;
  /** `group:<tenant>/<name>`, sorted. */
  groups: string[];
  administrator: boolean;
  auth: AuthSummary;
}

/** An API key, without its secret. */
export interface ApiKey {
  id: string;
  name: string;
  /** The first characters of the key, enough to recognise it. */
  prefix: string;
  /** `user:…` or `group:…`. */
  owner: string;
  scopes: string[];
  /** The account of whoever made it. */
  createdBy: string | null;
  granted: string;
  /** Null: never. */
  expires: string | null;
  /** Null: not yet. */
  lastUsed: string | null;
  /** While a rotated key's old secret still works. */
  graceUntil: string | null;
  persona: Persona | null;
}

/** A new key, or a new secret of one: the only answer that holds the key itself. */
export interface CreatedApiKey {
  id: string;
  /** `whk_…`; shown this once. */
  apiKey: string;
  name: string;
  scopes: string[];
  owner: string;
  /** Null: never. */
  expires: string | null;
}

/** A place where one is signed in. */
export interface Session {
  id: string;
  persona: Persona;
  granted: string;
  lastSeen: string;
  /** The latest end; an idle session ends before. */
  expires: string;
  /** The one that asks. */
  current: boolean;
}

/** How a declared setting is to be filled in. */
export interface SettingDeclarationSummary {
  /** The plugin that declared it. */
  plugin: string;
  title: string;
  description: string;
  /**
   * JSON schema of the value.
   * @additionalProperties true
   */
  schema: { [key: string]: unknown };
  default: unknown;
}

/** A setting; one that is declared and was never set has its default and version 0. */
export interface Setting {
  name: string;
  value: unknown;
  /**
   * Counts up at each change; sent as `If-Match`.
   * @asType integer
   */
  version: number;
  /** Null: never set. */
  updated: string | null;
  /** The account of whoever set it. */
  updatedBy: string | null;
  /** Null: nobody declared it; any JSON is accepted. */
  declaration: SettingDeclarationSummary | null;
}

/** What an entity did, newest first. */
export interface Activity {
  id: string;
  time: string;
  /** What was done, e.g. `key.created`. */
  action: string;
  /** What it was done to, in words. */
  subject: string;
  /** Where it was done from. */
  persona: string | null;
}

/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** A scope that a plugin declares, for people who make a key. */
export interface ScopeDeclarationSummary {
  plugin: string;
  action: string;
  /** What a key with it may do, as the end of a sentence: `read your clusters`. */
  description: string;
  /** What its resources look like, e.g. `<cluster>/<namespace>/<kind>/<name>`; null: it takes none. */
  resource: string | null;
}

/** The answer of `POST /device` (RFC 8628 §3.2). */
export interface DeviceAuthorization {
  /** For `POST /token`; a secret of the device. */
  device_code: string;
  /** What people type, e.g. `WDJB-MJHT`. */
  user_code: string;
  /** The page where they type it. */
  verification_uri: string;
  /** The same page with the code. */
  verification_uri_complete: string;
  /**
   * Seconds until both codes end.
   * @asType integer
   */
  expires_in: number;
  /**
   * Seconds to wait between two requests.
   * @asType integer
   */
  interval: number;
}

/** A device that waits to be given an API key. What it says of itself is not verified. */
export interface DeviceRequest {
  /** What the key is to be called. */
  name: string;
  /** What the device calls itself; null: it does not say. */
  machine: string | null;
  /** Where it asks from. */
  address: string;
  /** When it asked. */
  asked: string;
  /** When its code ends. */
  expires: string;
  scopes: string[];
  /** When the key would end, were it made now; null: never. */
  keyExpires: string | null;
  /** Where you ask from. */
  yourAddress: string;
  /** Whether that is another network. */
  elsewhere: boolean;
}

/** The answer of `POST /login`. */
export interface LoginTokens {
  access_token: string;
  token_type: 'Bearer';
  /**
   * Seconds.
   * @asType integer
   */
  expires_in: number;
  refresh_token: string;
}
