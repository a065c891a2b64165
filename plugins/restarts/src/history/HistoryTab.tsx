import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { Restart, Workload } from '@wheelhouse/plugin-restarts-common';
import { DataTable, EmptyState, useAddress } from '@wheelhouse/ui';
import { useNavigate } from 'react-router-dom';
import { useHistory } from '../api/queries';
import { workloadOfPath } from '../words';
import { historyColumns } from './columns';
import { WorkloadField } from './WorkloadField';

/** What can be chosen, and for which states that stands. */
const OUTCOMES = {
  running: { word: 'Under way', states: 'pending,patched,rolling' },
  ready: { word: 'Ready', states: 'ready' },
  failed: { word: 'Failed', states: 'failed' },
  'timed-out': { word: 'Not ready in time', states: 'timed-out' },
  superseded: { word: 'Superseded', states: 'superseded' },
};
type Outcome = keyof typeof OUTCOMES;

/** Who or which key restarted what, when, for how long, and how it ended. What is asked for stands in the address. */
export function HistoryTab(props: { workloads: Workload[] | undefined }) {
  const navigate = useNavigate();
  const { parameters, change } = useAddress();
  const path = parameters.get('of') ?? '';
  const wanted = parameters.get('ended') ?? '';
  const outcome = Object.hasOwn(OUTCOMES, wanted) ? (wanted as Outcome) : '';
  const history = useHistory({
    ...workloadOfPath(path),
    state: outcome === '' ? undefined : OUTCOMES[outcome].states,
  });
  return (
    <DataTable<Restart>
      id="history"
      label="Restarts"
      columns={historyColumns}
      rows={history.items}
      rowId={restart => restart.id}
      version={restart => restart.state}
      search={false}
      error={
        history.error
          ? { title: 'The history could not be loaded', error: history.error }
          : undefined
      }
      onRetry={history.retry}
      onOpen={restart =>
        navigate(`/restarts/${encodeURIComponent(restart.id)}`)
      }
      filters={{
        active: path !== '' || outcome !== '',
        onClear: () => change({ of: '', ended: '' }),
        controls: (
          <>
            <WorkloadField
              workloads={props.workloads}
              path={path}
              onChange={of => change({ of })}
            />
            <TextField
              select
              value={outcome}
              onChange={event => change({ ended: event.target.value })}
              SelectProps={{
                displayEmpty: true,
                SelectDisplayProps: { 'aria-label': 'Filter by how it ended' },
              }}
              sx={{
                '& .v5-MuiSelect-select, & .MuiSelect-select': {
                  fontSize: '0.8125rem',
                },
              }}
            >
              <MenuItem value="">Any outcome</MenuItem>
              {Object.entries(OUTCOMES).map(([value, { word }]) => (
                <MenuItem key={value} value={value}>
                  {word}
                </MenuItem>
              ))}
            </TextField>
          </>
        ),
      }}
      empty={
        <EmptyState
          title="Nothing was restarted through the portal yet"
          description="Every restart of a workload that you may restart is kept here: who or which key, when, how long it took and how it ended."
        />
      }
      more={
        history.hasMore
          ? { load: history.loadMore, loading: history.isLoadingMore }
          : undefined
      }
    />
  );
}
