import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  ClusterDetail,
  SourceProblem,
} from '@wheelhouse/plugin-clusters-common';
import type { ClusterPage, ClusterQuery, ClustersApi } from './clustersApi';

/** The ClustersApi over HTTP. */
export class ClustersClient implements ClustersApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  listClusters(query: ClusterQuery = {}) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value) parameters.set(name, String(value));
    }
    return this.#get<ClusterPage>(`/clusters?${parameters}`);
  }

  getCluster(name: string) {
    return this.#get<ClusterDetail>(`/clusters/${encodeURIComponent(name)}`);
  }

  async listProblems() {
    const { items } = await this.#get<{ items: SourceProblem[] }>('/problems');
    return items;
  }

  async #get<T>(path: string): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('clusters');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      headers: { Accept: 'application/json' },
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}
