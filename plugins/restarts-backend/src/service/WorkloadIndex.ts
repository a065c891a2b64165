import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClustersService } from '@wheelhouse/plugin-clusters-node';
import type {
  UnavailableCluster,
  Workload,
  WorkloadChange,
} from '@wheelhouse/plugin-restarts-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { keyOf } from '../rules/names';
import { namesOf } from '../rules/optIn';
import type { RestartStore } from '../store/RestartStore';
import { ClusterIndex, sortKey } from './ClusterIndex';
import { memberOf, Rights } from './Rights';

/** Where a page begins: after this workload. */
export interface LastWorkload {
  cluster: string;
  /** See `sortKey`. */
  key: string;
}

export interface WorkloadQuery {
  cluster?: string;
  namespace?: string;
  /** Words, each of which is to be found. */
  search?: string;
  limit: number;
  after?: LastWorkload;
}

/** The workloads of all clusters that somebody may restart. It is for finding them; what is done is decided by the cluster. */
export class WorkloadIndex {
  readonly #clusters = new Map<string, ClusterIndex>();
  #unsubscribe = () => {};

  constructor(
    private readonly options: {
      clusters: ClustersService;
      rights: Rights;
      restarts: Pick<RestartStore, 'active'>;
      logger: LoggerService;
      onChange(change: WorkloadChange): void;
    },
  ) {}

  start(): void {
    this.#unsubscribe = this.options.clusters.onChange(() => this.#align());
    this.#align();
  }

  stop(): void {
    this.#unsubscribe();
    for (const index of this.#clusters.values()) index.stop();
    this.#clusters.clear();
  }

  /** What somebody may restart, and the clusters of which that is not known at present. */
  async list(
    who: AuthState,
    query: WorkloadQuery,
  ): Promise<{
    items: Workload[];
    next?: LastWorkload;
    unavailable: UnavailableCluster[];
  }> {
    const { rights, restarts } = this.options;
    const seen = this.options.clusters
      .list()
      .filter(
        ({ name }) =>
          rights.reaches(who, name) &&
          (query.cluster === undefined || query.cluster === name),
      )
      .map(({ name }) => name);
    const problems = new Map<string, string>();
    for (const cluster of seen) {
      const index = this.#clusters.get(cluster);
      const problem = index
        ? index.problem
        : `Cluster ${cluster} cannot be reached as it is defined`;
      if (problem) problems.set(cluster, problem);
    }
    const { items, next } = this.#find(who, seen, query);
    const active = await restarts.active(items);
    return {
      items: items.map(workload => {
        const activeRestart = active.get(keyOf(workload));
        const problem = problems.get(workload.cluster);
        return {
          ...workload,
          ...(activeRestart && { activeRestart }),
          ...(problem && { state: 'unknown' as const, stateReason: problem }),
        };
      }),
      next,
      unavailable: [...problems].map(([cluster, reason]) => ({
        cluster,
        reason,
      })),
    };
  }

  #find(
    who: AuthState,
    clusters: readonly string[],
    query: WorkloadQuery,
  ): { items: Workload[]; next?: LastWorkload } {
    const { namespace, after, limit } = query;
    const words = (query.search ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean);
    const names = new Set(namesOf(memberOf(who)));
    const unlimited = who.scopes.includes('*');
    const items: Workload[] = [];
    let last: LastWorkload | undefined;
    for (const cluster of clusters) {
      if (after && cluster < after.cluster) continue;
      for (const entry of this.#clusters.get(cluster)?.sorted() ?? []) {
        const { workload, searchText } = entry;
        if (namespace !== undefined && workload.namespace !== namespace) {
          continue;
        }
        if (!workload.groups.some(group => names.has(group))) continue;
        if (!words.every(word => searchText.includes(word))) continue;
        const key = sortKey(entry);
        if (after?.cluster === cluster && key <= after.key) continue;
        if (!unlimited && !this.options.rights.scopesReach(who, workload)) {
          continue;
        }
        if (items.length === limit) return { items, next: last };
        items.push(workload);
        last = { cluster, key };
      }
    }
    return { items };
  }

  /** Follows the clusters that there are, over the connections that they have now. */
  #align(): void {
    const { clusters } = this.options;
    for (const [name, index] of this.#clusters) {
      if (clusters.find(name)?.revision !== index.revision) {
        index.stop();
        this.#clusters.delete(name);
      }
    }
    for (const { name, usable, revision } of clusters.list()) {
      if (!usable || this.#clusters.has(name)) continue;
      try {
        this.#clusters.set(
          name,
          new ClusterIndex(
            clusters.client(name),
            revision,
            this.options.onChange,
          ),
        );
      } catch (error) {
        this.options.logger.warn(
          `The workloads of cluster ${name} cannot be read`,
          error as Error,
        );
      }
    }
  }
}
