import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { workloadPath } from '../words';

/** Where the history of a workload is. */
export function historyPath(workload: WorkloadReference): string {
  const query = new URLSearchParams({
    tab: 'history',
    of: workloadPath(workload),
  });
  return `/restarts?${query}`;
}
