import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Cluster,
  ClusterDetail,
  ClusterState,
} from '@wheelhouse/plugin-clusters-common';

/** Which clusters are asked for. */
export interface ClusterQuery {
  search?: string;
  state?: ClusterState;
  limit?: number;
  cursor?: string;
}

/** A page of clusters, by name. */
export interface ClusterPage {
  items: Cluster[];
  nextCursor?: string;
}

/** The clusters that one may see. Every method throws a Backstage `ResponseError` when the server refuses. */
export interface ClustersApi {
  listClusters(query?: ClusterQuery): Promise<ClusterPage>;
  getCluster(name: string): Promise<ClusterDetail>;
}

export const clustersApiRef = createApiRef<ClustersApi>({
  id: 'plugin.clusters.clusters',
});
