import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { UnavailableCluster } from '@wheelhouse/plugin-restarts-common';
import { Link } from 'react-router-dom';
import { plural } from '../words';

/** One quiet line for the clusters whose workloads are not in the list. */
export function UnavailableClusters(props: { clusters: UnavailableCluster[] }) {
  const { clusters } = props;
  if (clusters.length === 0) return null;
  const told = clusters
    .map(({ cluster, reason }) => `${cluster}: ${reason}`)
    .join(' · ');
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        gap: 1,
        alignItems: 'flex-start',
        mb: 1.5,
        color: 'text.secondary',
        '& a': { textDecoration: 'underline' },
      }}
    >
      <WarningAmberOutlined
        aria-hidden
        sx={{ fontSize: 16, mt: '2px', color: 'warning.main', flexShrink: 0 }}
      />
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {plural(clusters.length, 'cluster')} cannot be read just now, so their
        workloads are missing or old: {told}.{' '}
        <Link to="/clusters">Look at the clusters</Link>
      </Typography>
    </Box>
  );
}
