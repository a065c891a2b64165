import Box from '@mui/material/Box';
import { GROUPS_ANNOTATION } from '@wheelhouse/plugin-restarts-common';
import { CopyButton, EmptyState, monoFont } from '@wheelhouse/ui';

const EXAMPLE = `metadata:
  annotations:
    ${GROUPS_ANNOTATION}: "acme/payments"`;

/** No workload is opted in for the reader: how its owner does that. */
export function NoWorkloads() {
  return (
    <EmptyState
      title="Nothing that you may restart"
      description="A workload is here when its owner names one of your groups in an annotation on the Deployment, StatefulSet, DaemonSet or Rollout. It appears by itself."
      action={
        <>
          <Box
            component="pre"
            role="region"
            aria-label="The annotation"
            tabIndex={0}
            sx={{
              display: 'inline-block',
              maxWidth: '100%',
              overflowX: 'auto',
              textAlign: 'start',
              m: 0,
              mb: 1.5,
              p: 1.5,
              borderRadius: 1,
              bgcolor: 'action.hover',
              fontFamily: monoFont,
              fontSize: '0.75rem',
            }}
          >
            {EXAMPLE}
          </Box>
          <Box>
            <CopyButton labelled text={EXAMPLE} what="annotation" />
          </Box>
        </>
      }
    />
  );
}
