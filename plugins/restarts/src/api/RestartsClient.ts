import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  Batch,
  BatchRequest,
  Restart,
  RestartRequest,
  WorkloadPage,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { readNdjson } from './ndjson';
import type {
  Page,
  RestartEvent,
  RestartQuery,
  RestartsApi,
  WorkloadQuery,
} from './restartsApi';

interface Call {
  method?: 'GET' | 'POST';
  body?: unknown;
  accept?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** The RestartsApi over HTTP. */
export class RestartsClient implements RestartsApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  listWorkloads(query: WorkloadQuery = {}, signal?: AbortSignal) {
    return this.#json<WorkloadPage>(`/workloads${queryOf({ ...query })}`, {
      signal,
    });
  }

  restart(
    workload: WorkloadReference,
    request: RestartRequest,
    idempotencyKey: string,
  ) {
    const { cluster, namespace, kind, name } = workload;
    const [c, ns, k, n] = [cluster, namespace, kind, name].map(
      encodeURIComponent,
    );
    return this.#json<Restart>(
      `/clusters/${c}/namespaces/${ns}/${k}/${n}/restart`,
      { method: 'POST', body: request, idempotencyKey },
    );
  }

  getRestart(id: string) {
    return this.#json<Restart>(`/${encodeURIComponent(id)}`);
  }

  listRestarts(query: RestartQuery = {}) {
    return this.#json<Page<Restart>>(queryOf({ ...query }));
  }

  async *followRestart(
    id: string,
    signal: AbortSignal,
  ): AsyncGenerator<RestartEvent> {
    const response = await this.#send(`/${encodeURIComponent(id)}/stream`, {
      accept: 'application/x-ndjson',
      signal,
    });
    if (response.body) yield* readNdjson<RestartEvent>(response.body);
  }

  startBatch(request: BatchRequest, idempotencyKey: string) {
    return this.#json<Batch>('/batches', {
      method: 'POST',
      body: request,
      idempotencyKey,
    });
  }

  getBatch(id: string) {
    return this.#json<Batch>(`/batches/${encodeURIComponent(id)}`);
  }

  stopBatch(id: string) {
    return this.#json<Batch>(`/batches/${encodeURIComponent(id)}/stop`, {
      method: 'POST',
    });
  }

  async #json<T>(path: string, call?: Call): Promise<T> {
    const response = await this.#send(path, call);
    return response.json();
  }

  async #send(path: string, call: Call = {}): Promise<Response> {
    const headers: Record<string, string> = {
      Accept: call.accept ?? 'application/json',
    };
    if (call.body !== undefined) headers['Content-Type'] = 'application/json';
    if (call.idempotencyKey) headers['Idempotency-Key'] = call.idempotencyKey;
    const baseUrl = await this.#discoveryApi.getBaseUrl('restarts');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      method: call.method ?? 'GET',
      headers,
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal: call.signal,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function queryOf(values: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text && `?${text}`;
}
