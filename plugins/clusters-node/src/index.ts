/**
 * Which clusters there are, and clients to them.
 * @packageDocumentation
 */
export { isAmong, normaliseGroup, parseGroups } from './access/groups';
export * from './client/ClusterClient';
export * from './client/ClusterError';
export { clientFromKubeconfig } from './client/clientFromKubeconfig';
export {
  HttpClusterClient,
  type ClientOptions,
} from './client/HttpClusterClient';
export { resourcePath, type ResourceAddress } from './client/resourcePath';
export * from './clustersService';
export * from './clustersServiceRef';
export * from './config';
export * from './extensions';
export * from './reflector/types';
export { CLUSTER_GROUPS_ANNOTATION } from './sources/argocd/parseClusterSecret';
export * from './sources/types';
