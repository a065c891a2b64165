import { ServiceUnavailableError } from '@backstage/errors';
import {
  type ClusterClient,
  ClusterError,
  type ClustersService,
  type KubernetesObject,
} from '@wheelhouse/plugin-clusters-node';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { type PodObject, readPod } from '../rules/pods';
import { patchOf } from '../rules/stamp';
import { readWorkload, type WorkloadObject } from '../rules/workloads';
import { podsPath, workloadPath } from './paths';

/** Workloads as the cluster has them now, never as they were last seen. */
export class LiveWorkloads {
  constructor(private readonly clusters: Pick<ClustersService, 'client'>) {}

  client(cluster: string): ClusterClient {
    return this.clusters.client(cluster);
  }

  /** Undefined: there is none. */
  async read(workload: WorkloadReference): Promise<WorkloadObject | undefined> {
    try {
      const object = await this.client(
        workload.cluster,
      ).request<KubernetesObject>({ path: workloadPath(workload) });
      return readWorkload(workload.kind, object);
    } catch (error) {
      if (error instanceof ClusterError && error.reason === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async readPods(
    workload: WorkloadReference,
    selector: string,
  ): Promise<PodObject[]> {
    const list = await this.client(workload.cluster).request<{
      items: KubernetesObject[];
    }>({
      path: podsPath(workload.namespace),
      query: { labelSelector: selector },
    });
    return list.items.map(readPod);
  }

  /** Marks a workload as restarted. */
  async patch(workload: WorkloadReference, stamp: string): Promise<void> {
    await this.client(workload.cluster).request({
      method: 'PATCH',
      path: workloadPath(workload),
      query: { fieldManager: 'wheelhouse' },
      ...patchOf(workload.kind, stamp),
    });
  }
}

/** What is told to whoever asks for something that a cluster does not answer. */
export function unavailable(error: ClusterError): ServiceUnavailableError {
  return new ServiceUnavailableError(
    error.reason === 'forbidden'
      ? `${error.message}: whoever operates it should apply the roles of restarts there.`
      : `${error.message}. Try again when it is back.`,
  );
}
