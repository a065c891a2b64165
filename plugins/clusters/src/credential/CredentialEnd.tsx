import Box from '@mui/material/Box';
import {
  type ClusterCredential,
  credentialStage,
} from '@wheelhouse/plugin-clusters-common';
import { TimeAgo } from '@wheelhouse/ui';
import { shareLeft } from './shareLeft';
import { STAGE_COLOURS } from './stageColours';

/** When a credential ends, as a bar that shortens and warms up as the end comes nearer. */
export function CredentialEnd({
  credential,
  now = Date.now(),
}: {
  credential: ClusterCredential;
  now?: number;
}) {
  const { expires } = credential;
  if (!expires) return <>–</>;
  const stage = credentialStage(credential, now);
  return (
    <Box component="span" sx={{ display: 'block', minWidth: 0 }}>
      <Box
        component="span"
        sx={{
          color:
            stage === 'within-7-days' || stage === 'ended'
              ? 'error.main'
              : undefined,
        }}
      >
        {stage === 'ended' && 'ended '}
        <TimeAgo time={expires} />
      </Box>
      <Box
        aria-hidden
        component="span"
        data-stage={stage}
        sx={{
          display: 'block',
          height: 3,
          mt: '3px',
          maxWidth: 120,
          borderRadius: 1,
          bgcolor: 'divider',
          overflow: 'hidden',
        }}
      >
        <Box
          component="span"
          sx={{
            display: 'block',
            height: '100%',
            borderRadius: 1,
            bgcolor: STAGE_COLOURS[stage],
          }}
          style={{ width: `${100 * shareLeft(credential, now)}%` }}
        />
      </Box>
    </Box>
  );
}
