import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';

export interface PluginCall {
  /** `GET` by default. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** Those without a value are left out. */
  headers?: Record<string, string | undefined>;
  signal?: AbortSignal;
}

/** The HTTP API of one backend plugin. What the server refuses is thrown as Backstage's `ResponseError`. */
export class PluginClient {
  readonly #pluginId: string;
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(
    pluginId: string,
    options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  ) {
    this.#pluginId = pluginId;
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async json<T>(path: string, call?: PluginCall): Promise<T> {
    const response = await this.send(path, call);
    return response.json();
  }

  async send(path: string, call: PluginCall = {}): Promise<Response> {
    const { method = 'GET', body, signal } = call;
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    for (const [name, value] of Object.entries(call.headers ?? {})) {
      if (value !== undefined) headers[name] = value;
    }
    const baseUrl = await this.#discoveryApi.getBaseUrl(this.#pluginId);
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

/** The status that the server refused with; undefined where it did not answer, or for any other error. */
export function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number } | null)?.statusCode;
}

/** `?limit=50&state=failed`; nothing where no value is given. */
export function queryText(
  values: Record<string, string | number | undefined> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text && `?${text}`;
}
