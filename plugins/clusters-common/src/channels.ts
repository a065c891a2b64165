/** The live channel that tells which clusters changed. */
export const CLUSTERS_CHANNEL = 'clusters/clusters';

/**
 * What the channel carries: `changed`, there is something new to read of the cluster; `removed`, it is no longer there for
 * whoever reads this.
 */
export interface ClustersEvent {
  type: 'changed' | 'removed';
  data: { name: string };
}
