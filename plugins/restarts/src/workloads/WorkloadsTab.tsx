import Box from '@mui/material/Box';
import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { DataTable, ErrorState, useStable } from '@wheelhouse/ui';
import { useCallback, useMemo, useState } from 'react';
import type { Workloads } from '../api/queries';
import { BatchDialog } from '../batch/BatchDialog';
import { RestartDialog } from '../restart/RestartDialog';
import { workloadOfPath, workloadPath } from '../words';
import { ChosenBar } from './ChosenBar';
import { workloadColumns } from './columns';
import { FilterSelects } from './FilterSelects';
import { NoWorkloads } from './NoWorkloads';
import { UnavailableClusters } from './UnavailableClusters';
import { useChosenWorkloads } from './useChosenWorkloads';
import { useWorkloadAddress } from './useWorkloadAddress';
import { useWorkloadFilter } from './useWorkloadFilter';
import { filterChoices, filterWorkloads } from './workloadFilters';
import { WorkloadActions } from './WorkloadActions';
import { WorkloadPanel } from './WorkloadPanel';

const nothing: ReadonlySet<string> = new Set();

/** What the reader may restart, across clusters. What is open beside it stands in the address. */
export function WorkloadsTab({ workloads }: { workloads: Workloads }) {
  const { items, unavailable, error, moreError, retry } = workloads;
  const { filter, setOne, clear, active } = useWorkloadFilter();
  const address = useWorkloadAddress();
  const { chosen, choose } = useChosenWorkloads();
  const [several, setSeveral] = useState(false);

  const rows = useMemo(
    () => items && filterWorkloads(items, filter),
    [items, filter],
  );
  const choices = useMemo(
    () => items && filterChoices(items, filter),
    [items, filter],
  );
  const ask = useStable((workload: Workload) =>
    address.ask(workloadPath(workload)),
  );
  const showPipeline = useStable((workload: Workload) =>
    address.open(workloadPath(workload), 'pipeline'),
  );
  const actions = useCallback(
    (workload: Workload) => (
      <WorkloadActions
        workload={workload}
        onRestart={ask}
        onPipeline={showPipeline}
      />
    ),
    [ask, showPipeline],
  );
  const setFilter = useStable(setOne);
  const filters = useMemo(
    () => (
      <FilterSelects filter={filter} choices={choices} onChange={setFilter} />
    ),
    [filter, choices, setFilter],
  );
  const asked = useNamed(address.asked, items);
  const opened = useNamed(address.opened, items);
  return (
    <>
      <UnavailableClusters clusters={unavailable} />
      {moreError && (
        <Box sx={{ mb: 2 }}>
          <ErrorState
            title="Only a part of the workloads could be loaded"
            error={moreError}
            onRetry={retry}
          />
        </Box>
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
        onOpen={workload => address.open(workloadPath(workload))}
        selection={{ selected: chosen, onChange: choose }}
        filters={{
          controls: filters,
          active,
          onClear: clear,
        }}
        actions={actions}
      />
      <ChosenBar
        count={chosen.size}
        onRestart={() => setSeveral(true)}
        onClear={() => choose(nothing)}
      />
      {opened && (
        <WorkloadPanel
          workload={opened}
          view={address.view}
          onView={view => address.open(workloadPath(opened), view)}
          onRestart={() => address.ask(workloadPath(opened))}
          onClose={address.closePanel}
        />
      )}
      {asked && (
        <RestartDialog workload={asked} onClose={address.closeQuestion} />
      )}
      {several && (
        <BatchDialog paths={[...chosen]} onClose={() => setSeveral(false)} />
      )}
    </>
  );
}

/** The workload that the address names, with what is known of it as soon as that is there. */
function useNamed(path: string | null, items: Workload[] | undefined) {
  return useMemo(() => {
    if (path === null) return undefined;
    return (
      items?.find(item => workloadPath(item) === path) ?? workloadOfPath(path)
    );
  }, [path, items]);
}

/** What is seen of a workload that changes. */
function versionOf(workload: Workload): string {
  const { state, ready, replicas, restartedAt } = workload;
  return `${state} ${ready}/${replicas} ${restartedAt}`;
}
