import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { ClusterNode } from '@wheelhouse/plugin-clusters-common';

/** More would no longer be told apart. */
const MOST = 300;

/** Every node as a tile, so that one sees at a glance how many are not ready. The table below says the same in words. */
export function NodeRow({ nodes }: { nodes: ClusterNode[] }) {
  return (
    <Box
      aria-hidden
      sx={{ display: 'flex', flexWrap: 'wrap', gap: '3px', mb: 1.5 }}
    >
      {nodes.slice(0, MOST).map(({ name, ready }) => (
        <Tooltip key={name} title={`${name}: ${ready ? 'ready' : 'not ready'}`}>
          <Box
            sx={{
              width: 14,
              height: 14,
              borderRadius: '3px',
              border: 1,
              borderColor: ready ? 'success.main' : 'warning.main',
              bgcolor: ready ? 'success.main' : undefined,
            }}
          />
        </Tooltip>
      ))}
    </Box>
  );
}
