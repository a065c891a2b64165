/**
 * The pages of clusters: which there are, and how each of them is.
 * @packageDocumentation
 */
export { clustersPlugin as default } from './plugin';
export { clustersApiRef } from './api/clustersApi';
export type { ClusterPage, ClusterQuery, ClustersApi } from './api/clustersApi';
