import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { RestartStep } from '@wheelhouse/plugin-restarts-common';
import { formatUtc } from '@wheelhouse/ui';
import { durationWords, restartLook } from '../words';

const COLOURS = {
  good: 'success.main',
  working: 'info.main',
  attention: 'warning.main',
  failed: 'error.main',
  unknown: 'text.secondary',
} as const;

const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** What happened when: a line of steps with the time of the first and how long after it the others came. */
export function StepLine({ steps }: { steps: RestartStep[] }) {
  const began = Date.parse(steps[0]?.time ?? '');
  return (
    <Box
      component="ol"
      aria-label="What happened when"
      sx={{
        display: 'flex',
        flexDirection: { xs: 'column', sm: 'row' },
        gap: { xs: 1, sm: 0 },
        listStyle: 'none',
        m: 0,
        p: 0,
      }}
    >
      {steps.map((step, index) => {
        const { status, word } = restartLook(step.state);
        const time = new Date(step.time);
        const last = index === steps.length - 1;
        return (
          <Box
            component="li"
            key={`${step.state} ${step.time}`}
            sx={{
              position: 'relative',
              flex: last ? '0 1 auto' : 1,
              minWidth: { sm: 110 },
              maxWidth: { sm: last ? 320 : 260 },
              pl: { xs: 2.5, sm: 0 },
              pt: { sm: 2 },
              pr: { sm: 2 },
              // The line from this dot to the next.
              '&::before': last
                ? undefined
                : {
                    content: '""',
                    position: 'absolute',
                    bgcolor: 'divider',
                    left: { xs: 4, sm: 4 },
                    top: { xs: 10, sm: 4 },
                    width: { xs: '1px', sm: '100%' },
                    height: { xs: 'calc(100% + 8px)', sm: '1px' },
                  },
            }}
          >
            <Box
              aria-hidden
              sx={{
                position: 'absolute',
                left: 0,
                top: { xs: 6, sm: 0 },
                width: 9,
                height: 9,
                borderRadius: '50%',
                bgcolor: last ? COLOURS[status] : 'text.secondary',
              }}
            />
            <Typography component="div" variant="body2">
              <Box component="span" sx={{ fontWeight: last ? 600 : 500 }}>
                {index === 0 ? 'Asked for' : word}
              </Box>{' '}
              <Box
                component="time"
                dateTime={step.time}
                title={formatUtc(time)}
                sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}
              >
                {index === 0
                  ? clockTime.format(time)
                  : `+${durationWords(time.getTime() - began)}`}
              </Box>
            </Typography>
            {step.message && (
              <Typography
                component="div"
                variant="caption"
                color="text.secondary"
                sx={{ overflowWrap: 'anywhere' }}
              >
                {step.message}
              </Typography>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
