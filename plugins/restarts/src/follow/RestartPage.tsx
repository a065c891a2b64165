import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import type { Restart, RestartState } from '@wheelhouse/plugin-restarts-common';
import { ErrorState, LiveIndicator, PageFrame } from '@wheelhouse/ui';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { RestartDialog } from '../restart/RestartDialog';
import { hasEnded } from '../words';
import { FailurePanel } from './FailurePanel';
import { Headline } from './Headline';
import { PodLogs } from './PodLogs';
import { PodTiles } from './PodTiles';
import { RestartFacts } from './RestartFacts';
import { StepLine } from './StepLine';
import { useFollowedRestart } from './useFollowedRestart';

/** One restart, followed to its end; the same for everyone who may see it, now and later. */
export function RestartPage() {
  const { id = '' } = useParams();
  // Another restart is another page: nothing of the one before is to stay.
  return <FollowedRestart key={id} id={id} />;
}

function FollowedRestart({ id }: { id: string }) {
  const followed = useFollowedRestart(id);
  const { restart, progress, connection, error, clockOffset, log } = followed;
  const [again, setAgain] = useState(false);

  if (!restart) {
    return (
      <PageFrame title="Restart" purpose="How a restart goes, to its end.">
        {error ? (
          <ErrorState
            title="This restart could not be loaded"
            error={error}
            onRetry={followed.retry}
          />
        ) : (
          <LoadingRestart />
        )}
      </PageFrame>
    );
  }
  const running = !hasEnded(restart.state);
  return (
    <PageFrame
      title={restart.name}
      purpose={<RestartFacts restart={restart} />}
      live={
        running && (
          <LiveIndicator state={connection === 'live' ? 'live' : 'waiting'} />
        )
      }
      action={
        <Button
          variant={running ? 'outlined' : 'contained'}
          color={running ? 'inherit' : 'primary'}
          onClick={() => setAgain(true)}
        >
          Restart again
        </Button>
      }
    >
      <Stack spacing={3.5}>
        {error !== undefined && (
          <ErrorState
            title="It cannot be followed any more"
            error={error}
            onRetry={followed.retry}
          />
        )}
        <Headline
          restart={restart}
          progress={progress}
          clockOffset={clockOffset}
        />
        {restart.failure && <FailurePanel failure={restart.failure} />}
        {progress && <PodTiles name={restart.name} progress={progress} />}
        <StepLine steps={stepsOf(restart)} ahead={stepsAhead(restart)} />
        {restart.state !== 'superseded' && (
          <PodLogs restart={restart} log={log} />
        )}
      </Stack>
      {again && (
        <RestartDialog
          workload={{
            cluster: restart.cluster,
            namespace: restart.namespace,
            kind: restart.kind,
            name: restart.name,
            activeRestart: running ? restart.id : undefined,
          }}
          onClose={() => setAgain(false)}
        />
      )}
    </PageFrame>
  );
}

/** The steps, with the asking itself as the first where the server does not count it. */
function stepsOf(restart: Restart) {
  const { steps, requestedAt } = restart;
  if (steps[0]?.state === 'pending') return steps;
  return [{ time: requestedAt, state: 'pending' as const }, ...steps];
}

/** What is still to come where all goes well. */
function stepsAhead({ state }: Restart): RestartState[] {
  const order: RestartState[] = ['pending', 'patched', 'rolling', 'ready'];
  return hasEnded(state) ? [] : order.slice(order.indexOf(state) + 1);
}

function LoadingRestart() {
  return (
    <Stack spacing={3} role="status" aria-label="Loading the restart">
      <Skeleton variant="rounded" height={52} />
      <Skeleton variant="rounded" height={150} />
      <Skeleton variant="rounded" height={60} />
      <Skeleton variant="rounded" height={320} />
    </Stack>
  );
}
