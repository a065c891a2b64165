import { createExtensionPoint } from '@backstage/backend-plugin-api';

/** A setting that a plugin understands. */
export interface SettingDeclaration {
  /** Lower case letters, digits, `.` and `-`; begins with the plugin's id and a dot: `restarts.settle`. */
  name: string;
  plugin: string;
  title: string;
  /** What it changes, and for whom. */
  description: string;
  /** JSON schema (2020-12 or draft 7) of the value. */
  schema: { [key: string]: unknown };
  /** The value while nobody has set one; must fit the schema. */
  default: unknown;
}

/** A scope that a plugin's routes ask of API keys. */
export interface ScopeDeclaration {
  plugin: string;
  action: string;
  /** What a key with it may do, as the end of a sentence: `restart workloads`. */
  description: string;
  /** What its resources look like, e.g. `<cluster>/<namespace>/<kind>/<name>`. Absent: it takes none. */
  resource?: string;
}

/** Plugins declare their settings here. */
export interface TenancySettingsExtensionPoint {
  declare(...settings: SettingDeclaration[]): void;
}

/** Plugins declare the scopes of API keys here. */
export interface TenancyScopesExtensionPoint {
  declare(...scopes: ScopeDeclaration[]): void;
}

export const tenancySettingsExtensionPoint =
  createExtensionPoint<TenancySettingsExtensionPoint>({
    id: 'tenancy.settings',
  });

export const tenancyScopesExtensionPoint =
  createExtensionPoint<TenancyScopesExtensionPoint>({ id: 'tenancy.scopes' });
