import type { InfiniteData } from '@tanstack/react-query';
import type {
  Workload,
  WorkloadPage,
} from '@wheelhouse/plugin-restarts-common';
import { workloadPath } from '../words';

/** What changes at once where workloads are read again. */
export interface WorkloadScope {
  cluster: string;
  namespace: string;
}

/** The pages with the workloads of one namespace as they were read again: in their places, without those that are gone. */
export function mergeWorkloads(
  data: InfiniteData<WorkloadPage, string | undefined>,
  scope: WorkloadScope,
  fresh: readonly Workload[],
): InfiniteData<WorkloadPage, string | undefined> {
  const left = new Map(fresh.map(item => [workloadPath(item), item]));
  const pages = data.pages.map(page => ({
    ...page,
    items: page.items.flatMap(item => {
      const inScope =
        item.cluster === scope.cluster && item.namespace === scope.namespace;
      if (!inScope) return [item];
      const path = workloadPath(item);
      const found = left.get(path);
      left.delete(path);
      return found ? [found] : [];
    }),
  }));
  const last = pages[pages.length - 1];
  last?.items.push(...left.values());
  return { ...data, pages };
}
