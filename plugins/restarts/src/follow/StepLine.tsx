import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type {
  RestartState,
  RestartStep,
} from '@wheelhouse/plugin-restarts-common';
import { formatUtc } from '@wheelhouse/ui';
import type { ReactNode } from 'react';
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
export function StepLine(props: {
  steps: RestartStep[];
  /** What is to come where all goes well. */
  ahead: RestartState[];
}) {
  const { steps, ahead } = props;
  const began = Date.parse(steps[0]?.time ?? '');
  const last = steps.length - 1;
  return (
    <Box
      component="ol"
      aria-label="What happened when"
      sx={{
        display: 'flex',
        flexDirection: { xs: 'column', sm: 'row' },
        listStyle: 'none',
        m: 0,
        p: 0,
      }}
    >
      {steps.map((step, index) => {
        const { status, word } = restartLook(step.state);
        const time = new Date(step.time);
        return (
          <Step
            key={`${step.state} ${step.time}`}
            colour={index === last ? COLOURS[status] : 'text.secondary'}
            isLast={index === last && ahead.length === 0}
          >
            <Typography component="div" variant="body2">
              <Box
                component="span"
                sx={{ fontWeight: index === last ? 600 : 500 }}
              >
                {word}
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
          </Step>
        );
      })}
      {ahead.map((state, index) => (
        <Step key={state} isLast={index === ahead.length - 1}>
          <Typography variant="body2" color="text.secondary">
            {restartLook(state).word}
          </Typography>
        </Step>
      ))}
    </Box>
  );
}

/** A dot with what stands under it, and the line to the next. Without a colour it is still to come. */
function Step(props: {
  colour?: string;
  isLast: boolean;
  children: ReactNode;
}) {
  const { colour, isLast, children } = props;
  return (
    <Box
      component="li"
      sx={{
        position: 'relative',
        flex: { sm: isLast ? '0 1 auto' : 1 },
        minWidth: { sm: 110 },
        maxWidth: { sm: isLast ? 340 : 280 },
        pl: { xs: 2.5, sm: 0 },
        pt: { sm: 2 },
        pb: { xs: isLast ? 0 : 1, sm: 0 },
        pr: { sm: 2 },
        '&::before': isLast
          ? undefined
          : {
              content: '""',
              position: 'absolute',
              bgcolor: 'divider',
              left: 4,
              top: { xs: 10, sm: 4 },
              width: { xs: '1px', sm: '100%' },
              height: { xs: '100%', sm: '1px' },
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
          border: 1,
          borderColor: colour ?? 'text.secondary',
          bgcolor: colour ?? 'background.default',
        }}
      />
      {children}
    </Box>
  );
}
