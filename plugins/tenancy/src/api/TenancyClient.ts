import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
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
import type {
  KeyChange,
  KeyRequest,
  PageRequest,
  TenancyApi,
} from './tenancyApi';

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** The version that the caller has seen; sent as `If-Match`. */
  version?: number;
}

/** The TenancyApi over HTTP. */
export class TenancyClient implements TenancyApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  getMe() {
    return this.#json<Me>('/me');
  }

  listSessions(page?: PageRequest) {
    return this.#json<Page<Session>>(`/sessions${pageQuery(page)}`);
  }

  async endSession(id: string) {
    await this.#send(`/sessions/${encodeURIComponent(id)}`, {
      method: 'DELETE',
    });
  }

  listKeys(page?: PageRequest) {
    return this.#json<Page<ApiKey>>(`/tokens${pageQuery(page)}`);
  }

  createKey(request: KeyRequest) {
    return this.#json<CreatedApiKey>('/token', {
      method: 'POST',
      body: request,
    });
  }

  changeKey(id: string, change: KeyChange) {
    return this.#json<ApiKey>(`/token/${encodeURIComponent(id)}`, {
      method: 'PUT',
      body: change,
    });
  }

  rotateKey(id: string, grace: number) {
    return this.#json<CreatedApiKey>(`/token/${encodeURIComponent(id)}`, {
      method: 'PUT',
      body: { rotate: true, grace },
    });
  }

  async revokeKey(id: string) {
    await this.#send(`/token/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  getDeviceRequest(userCode: string) {
    return this.#json<DeviceRequest>(`/device/${encodeURIComponent(userCode)}`);
  }

  async decideDevice(userCode: string, decision: 'approve' | 'deny') {
    await this.#send(`/device/${encodeURIComponent(userCode)}/${decision}`, {
      method: 'POST',
    });
  }

  async listScopes() {
    const { items } = await this.#json<{ items: ScopeDeclarationSummary[] }>(
      '/scopes',
    );
    return items;
  }

  listSettings(page?: PageRequest) {
    return this.#json<Page<Setting>>(`/settings${pageQuery(page)}`);
  }

  getSetting(name: string) {
    return this.#json<Setting>(`/settings/${encodeURIComponent(name)}`);
  }

  createSetting(name: string, value: unknown) {
    return this.#json<Setting>('/settings', {
      method: 'POST',
      body: { name, value },
    });
  }

  updateSetting(name: string, value: unknown, version: number) {
    return this.#json<Setting>(`/settings/${encodeURIComponent(name)}`, {
      method: 'PUT',
      body: { value },
      version,
    });
  }

  async deleteSetting(name: string, version: number) {
    await this.#send(`/settings/${encodeURIComponent(name)}`, {
      method: 'DELETE',
      version,
    });
  }

  listActivity(page?: PageRequest) {
    return this.#json<Page<Activity>>(`/activity${pageQuery(page)}`);
  }

  async #json<T>(path: string, call?: Call): Promise<T> {
    const response = await this.#send(path, call);
    return response.json();
  }

  async #send(path: string, call: Call = {}): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (call.body !== undefined) headers['Content-Type'] = 'application/json';
    if (call.version !== undefined) headers['If-Match'] = `"${call.version}"`;
    const baseUrl = await this.#discoveryApi.getBaseUrl('tenancy');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method: call.method ?? 'GET',
      headers,
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function pageQuery(page: PageRequest = {}): string {
  const query = new URLSearchParams();
  if (page.cursor) query.set('cursor', page.cursor);
  if (page.limit) query.set('limit', String(page.limit));
  const text = query.toString();
  return text && `?${text}`;
}
