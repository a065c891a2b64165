import LogoutOutlined from '@mui/icons-material/LogoutOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { Session } from '@wheelhouse/plugin-tenancy-common';
import {
  ConfirmDialog,
  DataTable,
  type DataTableColumn,
  EmptyState,
  LiveIndicator,
  StatusLabel,
  TimeAgo,
} from '@wheelhouse/ui';
import { useState } from 'react';
import { useEndOtherSessions, useEndSession } from '../api/mutations';
import { useSessions } from '../api/queries';
import { useSignOut } from '../identity/useSignOut';
import { useLastDefined } from '../shell/useLastDefined';

const columns: DataTableColumn<Session>[] = [
  {
    id: 'place',
    header: 'Where',
    width: '2fr',
    value: session => session.persona.name,
    cell: session => (
      <Box
        component="span"
        sx={{ display: 'inline-flex', gap: 1.5, minWidth: 0 }}
      >
        <span>{session.persona.name}</span>
        {session.current && <StatusLabel status="good" word="This one" />}
      </Box>
    ),
  },
  {
    id: 'seen',
    header: 'Last seen',
    value: session => session.lastSeen,
    cell: session => <TimeAgo time={session.lastSeen} />,
  },
  {
    id: 'since',
    header: 'Signed in',
    list: 'none',
    value: session => session.granted,
    cell: session => <TimeAgo time={session.granted} />,
  },
  {
    id: 'end',
    header: 'Ends',
    list: 'none',
    value: session => session.expires,
    cell: session => <TimeAgo time={session.expires} />,
  },
];

/** Where one is signed in, and ending it there. */
export function SessionsTab() {
  const sessions = useSessions();
  const endSession = useEndSession();
  const endOthers = useEndOtherSessions();
  const { signOut, failure } = useSignOut();
  const [ending, setEnding] = useState<Session>();
  const lastEnding = useLastDefined(ending);
  const [endingOthers, setEndingOthers] = useState(false);
  const hasOthers = sessions.items?.some(session => !session.current);

  return (
    <>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 1.5,
          mb: 2,
        }}
      >
        <Box sx={{ flex: '1 1 260px' }}>
          <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
            <Typography variant="h2">Where you are signed in</Typography>
            {sessions.items && (
              <LiveIndicator state={sessions.isLive ? 'live' : 'waiting'} />
            )}
          </Box>
          <Typography variant="body2" color="text.secondary">
            Sign out a place that you do not know, then change your password at
            your organisation.
          </Typography>
        </Box>
        <Button
          variant="outlined"
          color="inherit"
          disabled={!hasOthers}
          onClick={() => setEndingOthers(true)}
        >
          Sign out everywhere else
        </Button>
      </Box>
      <DataTable
        id="sessions"
        label="Sessions"
        columns={columns}
        rows={sessions.items}
        rowId={session => session.id}
        error={
          sessions.error
            ? {
                title: 'Your sessions could not be loaded',
                error: sessions.error,
              }
            : undefined
        }
        onRetry={sessions.retry}
        empty={
          <EmptyState
            title="No sessions"
            description="You are here with an API key; places where you sign in are listed here."
          />
        }
        actions={session =>
          session.current ? (
            <Button
              size="small"
              color="inherit"
              startIcon={<LogoutOutlined />}
              onClick={signOut}
            >
              Sign out
            </Button>
          ) : (
            <Button
              size="small"
              color="inherit"
              aria-label={`Sign out ${session.persona.name}`}
              onClick={() => setEnding(session)}
            >
              Sign out there
            </Button>
          )
        }
        initialSort={{ column: 'since', descending: true }}
        tools={(sessions.items?.length ?? 0) > 8}
        more={
          sessions.hasMore
            ? { load: sessions.loadMore, loading: sessions.isLoadingMore }
            : undefined
        }
      />
      <ConfirmDialog
        open={ending !== undefined}
        title={`Sign out “${lastEnding?.persona.name ?? ''}”?`}
        consequence="Whoever uses the portal there has to sign in again. What they were filling in is lost."
        confirmLabel="Sign out there"
        destructive
        onConfirm={() =>
          ending ? endSession.mutateAsync(ending.id) : undefined
        }
        onClose={() => setEnding(undefined)}
      />
      <ConfirmDialog
        open={endingOthers}
        title="Sign out everywhere else?"
        consequence="Every other browser and machine where you are signed in has to sign in again. API keys go on working."
        confirmLabel="Sign out everywhere else"
        destructive
        onConfirm={() => endOthers.mutateAsync()}
        onClose={() => setEndingOthers(false)}
      />
      {failure}
    </>
  );
}
