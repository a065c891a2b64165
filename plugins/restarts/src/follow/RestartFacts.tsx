import Box from '@mui/material/Box';
import type { Restart } from '@wheelhouse/plugin-restarts-common';
import { monoFont, TimeAgo } from '@wheelhouse/ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { actorWords, kindWord } from '../words';

/** What was restarted where, by whom, when and why: the line under the name. */
export function RestartFacts({ restart }: { restart: Restart }) {
  const { kind, namespace, cluster, requestedBy, requestedAt, reason, batch } =
    restart;
  return (
    <Box
      component="span"
      sx={{ overflowWrap: 'anywhere', '& a': { textDecoration: 'underline' } }}
    >
      {kindWord(kind)} in <Name>{namespace}</Name> on <Name>{cluster}</Name>
      {' · '}
      <span title={requestedBy.ref}>{actorWords(requestedBy)}</span>,{' '}
      <TimeAgo time={requestedAt} />
      {reason && <> · “{reason}”</>}
      {batch && (
        <>
          {' · '}
          <Link to={`/restarts/batches/${encodeURIComponent(batch)}`}>
            one of several
          </Link>
        </>
      )}
    </Box>
  );
}

function Name({ children }: { children: ReactNode }) {
  return (
    <Box component="span" sx={{ fontFamily: monoFont, fontSize: '0.92em' }}>
      {children}
    </Box>
  );
}
