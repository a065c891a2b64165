import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import type {
  ClusterDetail,
  SourceProblem,
} from '@wheelhouse/plugin-clusters-common';
import { PluginClient, queryText } from '@wheelhouse/ui';
import type { ClusterPage, ClusterQuery, ClustersApi } from './clustersApi';

/** The ClustersApi over HTTP. */
export class ClustersClient implements ClustersApi {
  readonly #http: PluginClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#http = new PluginClient('clusters', options);
  }

  listClusters(query: ClusterQuery = {}) {
    return this.#http.json<ClusterPage>(`/clusters${queryText({ ...query })}`);
  }

  getCluster(name: string) {
    return this.#http.json<ClusterDetail>(
      `/clusters/${encodeURIComponent(name)}`,
    );
  }

  async listProblems() {
    const { items } = await this.#http.json<{ items: SourceProblem[] }>(
      '/problems',
    );
    return items;
  }
}
