import ButtonBase from '@mui/material/ButtonBase';
import Box from '@mui/material/Box';
import type { Cluster, ClusterState } from '@wheelhouse/plugin-clusters-common';
import { StatusLabel } from '@wheelhouse/ui';

/** In the order of what needs somebody most. */
export const STATES: ClusterState[] = [
  'failed',
  'attention',
  'unknown',
  'good',
];

/** How many clusters are in each state; a click shows those alone. */
export function StateFilter(props: {
  clusters: Cluster[];
  chosen: ClusterState | undefined;
  onChoose: (state: ClusterState | undefined) => void;
}) {
  const { clusters, chosen, onChoose } = props;
  const count = (state: ClusterState) =>
    clusters.filter(cluster => cluster.state === state).length;
  return (
    <Box
      role="group"
      aria-label="Show clusters by state"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.5 }}
    >
      {STATES.map(state => ({ state, number: count(state) }))
        .filter(({ state, number }) => number > 0 || state === chosen)
        .map(({ state, number }) => (
          <ButtonBase
            key={state}
            aria-pressed={state === chosen}
            onClick={() => onChoose(state === chosen ? undefined : state)}
            sx={{
              px: 1,
              minHeight: { xs: 36, sm: 32 },
              borderRadius: 1,
              border: 1,
              borderColor: state === chosen ? 'primary.main' : 'divider',
              bgcolor: state === chosen ? 'action.selected' : undefined,
              fontSize: '0.8125rem',
              gap: 0.75,
              '&:hover': { bgcolor: 'action.hover' },
            }}
          >
            <Box component="span" sx={{ fontWeight: 600 }} data-figures>
              {number.toLocaleString('en')}
            </Box>
            <StatusLabel status={state} />
          </ButtonBase>
        ))}
    </Box>
  );
}
