import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { plural } from '../words';

/** What can be done with the workloads that are chosen; it stays in sight at the foot. */
export function ChosenBar(props: {
  count: number;
  onRestart: () => void;
  onClear: () => void;
}) {
  const { count, onRestart, onClear } = props;
  if (count === 0) return null;
  return (
    <Box
      role="region"
      aria-label="Chosen workloads"
      sx={{
        position: 'sticky',
        bottom: 'calc(var(--wheelhouse-bottom, 0px) + 16px)',
        zIndex: 'appBar',
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        width: 'fit-content',
        maxWidth: '100%',
        mx: 'auto',
        mt: 2,
        pl: 2,
        pr: 1,
        py: 1,
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        bgcolor: 'background.paper',
        boxShadow: '0 8px 24px rgba(0,0,0,0.16)',
      }}
    >
      <Typography variant="body2" role="status" data-figures>
        {count.toLocaleString('en')} chosen
      </Typography>
      <Button color="inherit" onClick={onClear}>
        Clear
      </Button>
      <Button variant="contained" onClick={onRestart}>
        Restart {plural(count, 'workload')}
      </Button>
    </Box>
  );
}
