import CodeOutlined from '@mui/icons-material/CodeOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { Workload } from '@wheelhouse/plugin-restarts-common';
import { DataTable, ErrorState } from '@wheelhouse/ui';
import { useMemo, useState } from 'react';
import type { Workloads } from '../api/queries';
import { BatchDialog } from '../batch/BatchDialog';
import { RestartDialog } from '../restart/RestartDialog';
import { workloadOfPath, workloadPath } from '../words';
import { ChosenBar } from './ChosenBar';
import { workloadColumns } from './columns';
import { FilterSelects } from './FilterSelects';
import { NoWorkloads } from './NoWorkloads';
import { UnavailableClusters } from './UnavailableClusters';
import { useWorkloadAddress } from './useWorkloadAddress';
import { useWorkloadFilter } from './useWorkloadFilter';
import { filterChoices, filterWorkloads } from './workloadFilters';
import { WorkloadPanel } from './WorkloadPanel';

const nothing: ReadonlySet<string> = new Set();

/** What the reader may restart, across clusters. What is open beside it stands in the address. */
export function WorkloadsTab({ workloads }: { workloads: Workloads }) {
  const { items, unavailable, error, moreError, retry } = workloads;
  const { filter, setOne, clear, active } = useWorkloadFilter();
  const address = useWorkloadAddress();
  const [selected, setSelected] = useState(nothing);
  const [several, setSeveral] = useState(false);

  const rows = useMemo(
    () => items && filterWorkloads(items, filter),
    [items, filter],
  );
  const choices = useMemo(
    () => filterChoices(items ?? [], filter),
    [items, filter],
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
        selection={{ selected, onChange: setSelected }}
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
          <>
            <Tooltip title="From a pipeline">
              <IconButton
                size="small"
                aria-label={`Restart ${workload.name} from a pipeline`}
                onClick={() => address.open(workloadPath(workload), 'pipeline')}
                sx={{ display: { xs: 'none', sm: 'inline-flex' } }}
              >
                <CodeOutlined sx={{ fontSize: 18 }} />
              </IconButton>
            </Tooltip>
            <Button
              size="small"
              variant="outlined"
              color="inherit"
              aria-label={`Restart ${workload.name}`}
              onClick={() => address.ask(workloadPath(workload))}
            >
              Restart
            </Button>
          </>
        )}
      />
      <ChosenBar
        count={selected.size}
        onRestart={() => setSeveral(true)}
        onClear={() => setSelected(nothing)}
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
        <BatchDialog paths={[...selected]} onClose={() => setSeveral(false)} />
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
