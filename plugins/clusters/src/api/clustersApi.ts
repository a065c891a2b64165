import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Cluster,
  ClusterDetail,
  ClusterState,
  SourceProblem,
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
  /** What keeps clusters from being known; for those who run the portal, to others nothing. */
  listProblems(): Promise<SourceProblem[]>;
}

export const clustersApiRef = createApiRef<ClustersApi>({
  id: 'plugin.clusters.clusters',
});
