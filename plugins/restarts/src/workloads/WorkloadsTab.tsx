import Button from '@mui/material/Button';
import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { DataTable, ErrorState } from '@wheelhouse/ui';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Workloads } from '../api/queries';
import { RestartDialog } from '../restart/RestartDialog';
import { workloadOfPath, workloadPath } from '../words';
import { workloadColumns } from './columns';
import { FilterSelects } from './FilterSelects';
import { NoWorkloads } from './NoWorkloads';
import { UnavailableClusters } from './UnavailableClusters';
import { useWorkloadFilter } from './useWorkloadFilter';
import { filterChoices, filterWorkloads } from './workloadFilters';

/** What the reader may restart, across clusters. What is about to be restarted stands in the address. */
export function WorkloadsTab({ workloads }: { workloads: Workloads }) {
  const { items, unavailable, error, moreError, retry } = workloads;
  const { filter, setOne, clear, active } = useWorkloadFilter();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('restart');
  const ask = (path: string | null) =>
    setParameters(current => {
      const next = new URLSearchParams(current);
      if (path === null) next.delete('restart');
      else next.set('restart', path);
      return next;
    });

  const rows = useMemo(
    () => items && filterWorkloads(items, filter),
    [items, filter],
  );
  const choices = useMemo(
    () => filterChoices(items ?? [], filter),
    [items, filter],
  );
  const toRestart = useMemo(
    () =>
      asked === null
        ? undefined
        : items?.find(item => workloadPath(item) === asked) ??
          workloadOfPath(asked),
    [asked, items],
  );
  return (
    <>
      <UnavailableClusters clusters={unavailable} />
      {moreError && (
        <ErrorState
          title="Only a part of the workloads could be loaded"
          error={moreError}
          onRetry={retry}
        />
      )}
      <DataTable
        id="workloads"
        label="Workloads"
        columns={workloadColumns}
        rows={rows}
        rowId={workloadPath}
        version={versionOf}
        error={
          error
            ? { title: 'Your workloads could not be loaded', error }
            : undefined
        }
        onRetry={retry}
        empty={<NoWorkloads />}
        initialSort={{ column: 'name' }}
        filters={{
          controls: (
            <FilterSelects
              filter={filter}
              choices={choices}
              onChange={setOne}
            />
          ),
          active,
          onClear: clear,
        }}
        actions={workload => (
          <Button
            size="small"
            variant="outlined"
            color="inherit"
            aria-label={`Restart ${workload.name}`}
            onClick={() => ask(workloadPath(workload))}
          >
            Restart
          </Button>
        )}
      />
      {toRestart && (
        <RestartDialog workload={toRestart} onClose={() => ask(null)} />
      )}
    </>
  );
}

/** What is seen of a workload that changes. */
function versionOf(workload: Workload): string {
  const { state, ready, replicas, restartedAt } = workload;
  return `${state} ${ready}/${replicas} ${restartedAt}`;
}
