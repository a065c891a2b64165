import { useAddress } from '@wheelhouse/ui';
import type { WorkloadView } from './WorkloadPanel';

/** What is open beside the list, as it stands in the address: a workload's panel, or the question whether to restart it. */
export function useWorkloadAddress() {
  const { parameters, change } = useAddress();
  const go = (values: Record<string, string | null>) =>
    change(values, { push: true });
  return {
    opened: parameters.get('workload'),
    view: (parameters.get('view') === 'pipeline'
      ? 'pipeline'
      : 'overview') as WorkloadView,
    asked: parameters.get('restart'),
    open: (path: string, view: WorkloadView = 'overview') =>
      go({ workload: path, view: view === 'overview' ? null : view }),
    ask: (path: string) => go({ restart: path }),
    closePanel: () => go({ workload: null, view: null }),
    closeQuestion: () => go({ restart: null }),
  };
}
