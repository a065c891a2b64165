import { createPermission } from '@backstage/plugin-permission-common';

/** Seeing the workloads that one may restart. */
export const workloadReadPermission = createPermission({
  name: 'restarts.workload.read',
  attributes: { action: 'read' },
});

/** Restarting a workload, or several. */
export const workloadRestartPermission = createPermission({
  name: 'restarts.workload.restart',
  attributes: { action: 'update' },
});

/** Seeing restarts and batches, under way and past. */
export const restartReadPermission = createPermission({
  name: 'restarts.restart.read',
  attributes: { action: 'read' },
});

/** All that a policy can deny of the plugin. */
export const restartsPermissions = [
  workloadReadPermission,
  workloadRestartPermission,
  restartReadPermission,
];
