import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { ClusterState } from '@wheelhouse/plugin-clusters-common';
import {
  DataTable,
  EmptyState,
  LiveIndicator,
  PageFrame,
} from '@wheelhouse/ui';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useClusters } from '../api/queries';
import { clusterPath } from '../routes';
import { listColumns, lookOf, tableColumns } from './columns';
import { SourceProblems } from './SourceProblems';
import { StateFilter, STATES } from './StateFilter';

/** Which clusters there are, and which of them need somebody. */
export function ClustersPage() {
  const clusters = useClusters();
  const small = useMediaQuery(useTheme().breakpoints.down('sm'));
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const state = STATES.find(known => known === parameters.get('state'));
  const choose = (next: ClusterState | undefined) =>
    setParameters(
      current => {
        const changed = new URLSearchParams(current);
        if (next) changed.set('state', next);
        else changed.delete('state');
        return changed;
      },
      { replace: true },
    );
  const rows = state
    ? clusters.items?.filter(cluster => cluster.state === state)
    : clusters.items;

  return (
    <PageFrame
      title="Clusters"
      purpose="The Kubernetes clusters that you can see, and how they are."
      live={clusters.items && <LiveIndicator state={clusters.live} />}
    >
      <SourceProblems />
      <DataTable
        id="clusters"
        label="Clusters"
        columns={small ? listColumns : tableColumns}
        rows={rows}
        rowId={cluster => cluster.name}
        version={lookOf}
        error={
          clusters.error
            ? {
                title: 'The clusters could not be loaded',
                error: clusters.error,
              }
            : undefined
        }
        onRetry={clusters.retry}
        filters={{
          controls: (
            <StateFilter
              clusters={clusters.items ?? []}
              chosen={state}
              onChoose={choose}
            />
          ),
          active: state !== undefined,
          onClear: () => choose(undefined),
        }}
        empty={
          <EmptyState
            title="No clusters yet"
            description="Those that the portal knows and you may see would be here. Whoever runs the portal names where it knows clusters from under clusters.sources, and who sees them under clusters.visibility."
          />
        }
        initialSort={{ column: 'state' }}
        onOpen={cluster => navigate(clusterPath(cluster.name))}
      />
    </PageFrame>
  );
}
