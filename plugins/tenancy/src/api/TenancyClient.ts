import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
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
} from '@wheelhouse/plugin-tenancy-common';
import { PluginClient, queryText } from '@wheelhouse/ui';
import type {
  KeyChange,
  KeyRequest,
  PageRequest,
  TenancyApi,
} from './tenancyApi';

/** The TenancyApi over HTTP. */
export class TenancyClient implements TenancyApi {
  readonly #http: PluginClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#http = new PluginClient('tenancy', options);
  }

  getMe() {
    return this.#http.json<Me>('/me');
  }

  listSessions(page?: PageRequest) {
    return this.#http.json<Page<Session>>(`/sessions${queryText({ ...page })}`);
  }

  async endSession(id: string) {
    await this.#http.send(`/sessions/${encodeURIComponent(id)}`, {
      method: 'DELETE',
    });
  }

  listKeys(page?: PageRequest) {
    return this.#http.json<Page<ApiKey>>(`/tokens${queryText({ ...page })}`);
  }

  createKey(request: KeyRequest) {
    return this.#http.json<CreatedApiKey>('/token', {
      method: 'POST',
      body: request,
    });
  }

  changeKey(id: string, change: KeyChange) {
    return this.#http.json<ApiKey>(`/token/${encodeURIComponent(id)}`, {
      method: 'PUT',
      body: change,
    });
  }

  rotateKey(id: string, grace: number) {
    return this.#http.json<CreatedApiKey>(`/token/${encodeURIComponent(id)}`, {
      method: 'PUT',
      body: { rotate: true, grace },
    });
  }

  async revokeKey(id: string) {
    await this.#http.send(`/token/${encodeURIComponent(id)}`, {
      method: 'DELETE',
    });
  }

  getDeviceRequest(userCode: string) {
    return this.#http.json<DeviceRequest>(
      `/device/${encodeURIComponent(userCode)}`,
    );
  }

  async decideDevice(userCode: string, decision: 'approve' | 'deny') {
    await this.#http.send(
      `/device/${encodeURIComponent(userCode)}/${decision}`,
      {
        method: 'POST',
      },
    );
  }

  async listScopes() {
    const { items } = await this.#http.json<{
      items: ScopeDeclarationSummary[];
    }>('/scopes');
    return items;
  }

  listSettings(page?: PageRequest) {
    return this.#http.json<Page<Setting>>(`/settings${queryText({ ...page })}`);
  }

  getSetting(name: string) {
    return this.#http.json<Setting>(`/settings/${encodeURIComponent(name)}`);
  }

  createSetting(name: string, value: unknown) {
    return this.#http.json<Setting>('/settings', {
      method: 'POST',
      body: { name, value },
    });
  }

  updateSetting(name: string, value: unknown, version: number) {
    return this.#http.json<Setting>(`/settings/${encodeURIComponent(name)}`, {
      method: 'PUT',
      body: { value },
      headers: ifMatch(version),
    });
  }

  async deleteSetting(name: string, version: number) {
    await this.#http.send(`/settings/${encodeURIComponent(name)}`, {
      method: 'DELETE',
      headers: ifMatch(version),
    });
  }

  listActivity(page?: PageRequest) {
    return this.#http.json<Page<Activity>>(
      `/activity${queryText({ ...page })}`,
    );
  }
}

/** For a change of what the caller has seen, and nothing later. */
function ifMatch(version: number) {
  return { 'If-Match': `"${version}"` };
}
