import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  Batch,
  BatchRequest,
  Restart,
  RestartRequest,
  WorkloadPage,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { PluginClient, queryText } from '@wheelhouse/ui';
import { readNdjson } from './ndjson';
import type {
  Page,
  RestartEvent,
  RestartQuery,
  RestartsApi,
  WorkloadQuery,
} from './restartsApi';

/** The RestartsApi over HTTP. */
export class RestartsClient implements RestartsApi {
  readonly #http: PluginClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#http = new PluginClient('restarts', options);
  }

  listWorkloads(query: WorkloadQuery = {}, signal?: AbortSignal) {
    return this.#http.json<WorkloadPage>(
      `/workloads${queryText({ ...query })}`,
      {
        signal,
      },
    );
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
    return this.#http.json<Restart>(
      `/clusters/${c}/namespaces/${ns}/${k}/${n}/restart`,
      {
        method: 'POST',
        body: request,
        headers: { 'Idempotency-Key': idempotencyKey },
      },
    );
  }

  getRestart(id: string) {
    return this.#http.json<Restart>(`/${encodeURIComponent(id)}`);
  }

  listRestarts(query: RestartQuery = {}) {
    return this.#http.json<Page<Restart>>(queryText({ ...query }));
  }

  async *followRestart(
    id: string,
    signal: AbortSignal,
  ): AsyncGenerator<RestartEvent> {
    const response = await this.#http.send(
      `/${encodeURIComponent(id)}/stream`,
      {
        headers: { Accept: 'application/x-ndjson' },
        signal,
      },
    );
    if (response.body) yield* readNdjson<RestartEvent>(response.body);
  }

  startBatch(request: BatchRequest, idempotencyKey: string) {
    return this.#http.json<Batch>('/batches', {
      method: 'POST',
      body: request,
      headers: { 'Idempotency-Key': idempotencyKey },
    });
  }

  getBatch(id: string) {
    return this.#http.json<Batch>(`/batches/${encodeURIComponent(id)}`);
  }

  stopBatch(id: string) {
    return this.#http.json<Batch>(`/batches/${encodeURIComponent(id)}/stop`, {
      method: 'POST',
    });
  }
}
