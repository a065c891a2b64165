import type { WorkloadObject } from './workloads';

/**
 * Why a workload cannot be restarted as it is, with what to do about it; undefined: it can.
 */
export function refusalOf(workload: WorkloadObject): string | undefined {
  const { kind, name } = workload;
  if (workload.deleting) return `${name} is being deleted.`;
  if (kind === 'deployments' && workload.paused) {
    return (
      `The Deployment ${name} is paused, so nothing would be restarted. ` +
      `Resume it first: kubectl rollout resume deployment/${name}`
    );
  }
  if (workload.strategy === 'OnDelete') {
    return (
      `The update strategy of ${name} is OnDelete: its pods are replaced only when somebody deletes them. ` +
      'Delete them one by one, or set spec.updateStrategy.type to RollingUpdate.'
    );
  }
  if (workload.replicas > 0 && workload.partition >= workload.replicas) {
    return (
      `The update partition of ${name} is ${workload.partition} with ${workload.replicas} replicas, so no pod would be restarted. ` +
      'Lower spec.updateStrategy.rollingUpdate.partition first.'
    );
  }
  return undefined;
}
