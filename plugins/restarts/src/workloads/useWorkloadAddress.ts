import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { WorkloadView } from './WorkloadPanel';

/** What is open beside the list, as it stands in the address: a workload's panel, or the question whether to restart it. */
export function useWorkloadAddress() {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (change: Record<string, string | null>) =>
      setParameters(current => {
        const next = new URLSearchParams(current);
        for (const [name, value] of Object.entries(change)) {
          if (value === null) next.delete(name);
          else next.set(name, value);
        }
        return next;
      }),
    [setParameters],
  );
  return {
    opened: parameters.get('workload'),
    view: (parameters.get('view') === 'pipeline'
      ? 'pipeline'
      : 'overview') as WorkloadView,
    asked: parameters.get('restart'),
    open: (path: string, view: WorkloadView = 'overview') =>
      set({ workload: path, view: view === 'overview' ? null : view }),
    ask: (path: string) => set({ restart: path }),
    closePanel: () => set({ workload: null, view: null }),
    closeQuestion: () => set({ restart: null }),
  };
}
