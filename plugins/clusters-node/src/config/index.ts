export * from './ClustersConfig';
export * from './readClustersConfig';
