import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { BatchItem } from '@wheelhouse/plugin-restarts-common';
import { ShortName, StatusLabel } from '@wheelhouse/ui';
import { plural, workloadPath } from '../words';

/** What would happen to each workload; those that cannot be restarted first. */
export function Plan({ items }: { items: BatchItem[] }) {
  const refused = items.filter(item => !item.possible);
  const possible = items.filter(item => item.possible);
  return (
    <>
      <Typography role="status">
        {refused.length === 0
          ? `${plural(possible.length, 'workload')} can be restarted.`
          : `${possible.length} of ${plural(
              items.length,
              'workload',
            )} can be restarted; the others are left alone.`}
      </Typography>
      <Box
        component="ul"
        tabIndex={0}
        aria-label="What would happen"
        sx={{
          listStyle: 'none',
          m: 0,
          mt: 1,
          p: 0,
          maxHeight: 240,
          overflowY: 'auto',
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          fontSize: '0.8125rem',
        }}
      >
        {[...refused, ...possible].map(item => (
          <Box
            component="li"
            key={workloadPath(item)}
            sx={{
              px: 1.5,
              py: 0.75,
              '& + &': { borderTop: 1, borderColor: 'divider' },
            }}
          >
            <Box
              sx={{
                display: 'flex',
                flexWrap: 'wrap',
                alignItems: 'baseline',
                columnGap: 1.5,
              }}
            >
              <StatusLabel
                status={item.possible ? 'good' : 'attention'}
                word={item.possible ? 'Possible' : 'Not possible'}
              />
              <ShortName name={item.name} />
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {item.namespace} on {item.cluster}
              </Box>
            </Box>
            {item.message && (
              <Typography
                variant="body2"
                color="text.secondary"
                sx={{ overflowWrap: 'anywhere' }}
              >
                {item.message}
              </Typography>
            )}
          </Box>
        ))}
      </Box>
    </>
  );
}
