import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ClusterSource } from './sources/types';

/** Modules of the plugin `clusters` add further sources of clusters here. */
export interface ClusterSourcesExtensionPoint {
  /** What it tells counts after what the sources of the configuration tell. */
  addSource(source: ClusterSource): void;
}

export const clusterSourcesExtensionPoint =
  createExtensionPoint<ClusterSourcesExtensionPoint>({
    id: 'clusters.sources',
  });
