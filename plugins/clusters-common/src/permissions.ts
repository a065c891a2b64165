import { createPermission } from '@backstage/plugin-permission-common';

/** Seeing clusters, and how they are. */
export const clusterReadPermission = createPermission({
  name: 'clusters.cluster.read',
  attributes: { action: 'read' },
});

/** All that a policy can deny of the plugin. */
export const clustersPermissions = [clusterReadPermission];
