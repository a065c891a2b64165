import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Activity,
  ApiKey,
  CreatedApiKey,
  DeviceRequest,
  Me,
  Page,
  ScopeDeclarationSummary,
  Session,
  Setting,
  TenantSummary,
} from '@wheelhouse/plugin-tenancy-common';

/** Which part of a list is asked for. */
export interface PageRequest {
  cursor?: string;
  /** At most 200; 50 by default. */
  limit?: number;
}

/** What a new key is to be. */
export interface KeyRequest {
  name: string;
  scopes: string[];
  /** Seconds; 0: never, where the portal allows it. */
  expiresIn: number;
  /** `group:<tenant>/<name>`; absent: whoever asks. */
  owner?: string;
}

/** What about a key is to change; what is absent stays. */
export interface KeyChange {
  name?: string;
  /** No wider than those it has. */
  scopes?: string[];
  /** Seconds from now; no later than its end. */
  expiresIn?: number;
}

/** `/api/tenancy`, as the signed-in person. Refused requests throw a ResponseError. */
export interface TenancyApi {
  getMe(): Promise<Me>;
  listSessions(page?: PageRequest): Promise<Page<Session>>;
  endSession(id: string): Promise<void>;
  listKeys(page?: PageRequest): Promise<Page<ApiKey>>;
  createKey(request: KeyRequest): Promise<CreatedApiKey>;
  changeKey(id: string, change: KeyChange): Promise<ApiKey>;
  /** Gives the key a new secret; the old one lives `grace` seconds. */
  rotateKey(id: string, grace: number): Promise<CreatedApiKey>;
  revokeKey(id: string): Promise<void>;
  /** Throws a ResponseError of status 404 where no device waits for the code. */
  getDeviceRequest(userCode: string): Promise<DeviceRequest>;
  /** Throws a ResponseError of status 404 where it was decided, or has ended, meanwhile. */
  decideDevice(userCode: string, decision: 'approve' | 'deny'): Promise<void>;
  listScopes(): Promise<ScopeDeclarationSummary[]>;
  listSettings(page?: PageRequest): Promise<Page<Setting>>;
  getSetting(name: string): Promise<Setting>;
  /** Throws a ResponseError of status 409 where the setting exists. */
  createSetting(name: string, value: unknown): Promise<Setting>;
  /** Throws a ResponseError of status 412 where `version` is not the current one. */
  updateSetting(
    name: string,
    value: unknown,
    version: number,
  ): Promise<Setting>;
  /** Throws a ResponseError of status 412 where `version` is not the current one. */
  deleteSetting(name: string, version: number): Promise<void>;
  listActivity(page?: PageRequest): Promise<Page<Activity>>;
}

/** Who can sign in, asked before anybody is. */
export interface TenantsApi {
  listTenants(): Promise<TenantSummary[]>;
  /** The address that begins a sign-in and comes back to `redirect`, a path of this portal. */
  getLoginUrl(tenant: string, redirect: string): Promise<string>;
}

export const tenancyApiRef = createApiRef<TenancyApi>({
  id: 'plugin.tenancy.api',
});

export const tenantsApiRef = createApiRef<TenantsApi>({
  id: 'plugin.tenancy.tenants',
});
