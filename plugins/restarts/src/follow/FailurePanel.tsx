import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { RestartFailure } from '@wheelhouse/plugin-restarts-common';
import { CopyButton, monoFont, safeLogText, ShortName } from '@wheelhouse/ui';
import { type ReactNode, useId } from 'react';

/** Why it failed: the pod, the container, the reason and its last lines. */
export function FailurePanel({ failure }: { failure: RestartFailure }) {
  const { pod, container, reason, message, log } = failure;
  const titleId = useId();
  return (
    <Box
      component="section"
      aria-labelledby={titleId}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderLeft: '3px solid',
        borderLeftColor: 'error.main',
        borderRadius: 1,
        bgcolor: 'background.paper',
        p: 2,
      }}
    >
      <Typography
        id={titleId}
        component="h2"
        variant="h3"
        sx={{ overflowWrap: 'anywhere' }}
      >
        {message || reason}
      </Typography>
      {(pod || container) && (
        <Box
          component="dl"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            columnGap: 3,
            m: 0,
            mt: 1,
            fontSize: '0.8125rem',
          }}
        >
          {pod && (
            <Fact name="Pod">
              <ShortName name={pod} length={48} copy="pod name" />
            </Fact>
          )}
          {container && (
            <Fact name="Container">
              <ShortName name={container} length={48} />
            </Fact>
          )}
        </Box>
      )}
      {log.length > 0 && (
        <>
          <Box sx={{ display: 'flex', alignItems: 'center', mt: 1.5 }}>
            <Typography component="h3" variant="subtitle2">
              Its last lines
            </Typography>
            <CopyButton text={log.join('\n')} what="its last lines" />
          </Box>
          <Box
            component="pre"
            tabIndex={0}
            aria-label="Its last lines"
            role="region"
            sx={{
              m: 0,
              p: 1.5,
              maxHeight: 320,
              overflow: 'auto',
              borderRadius: 1,
              bgcolor: 'action.hover',
              fontFamily: monoFont,
              fontSize: '0.75rem',
              lineHeight: '20px',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
            }}
          >
            {log.map(safeLogText).join('\n')}
          </Box>
        </>
      )}
    </Box>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {props.name}
      </Box>
      <Box component="dd" sx={{ m: 0, minWidth: 0 }}>
        {props.children}
      </Box>
    </Box>
  );
}
