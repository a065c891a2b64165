import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type {
  Restart,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import { Link } from 'react-router-dom';
import { StatusHeadline } from '../StatusHeadline';
import { durationWords, hasEnded, restartLook } from '../words';
import { useClock } from './useClock';

/** How it stands, in one line: the state, what is going on, for how long. */
export function Headline(props: {
  restart: Restart;
  progress: RolloutProgress | undefined;
  clockOffset: number;
}) {
  const { restart, progress, clockOffset } = props;
  const running = !hasEnded(restart.state);
  const now = useClock(running, clockOffset);
  const { status, word } = restartLook(restart.state);
  const until = restart.endedAt ? Date.parse(restart.endedAt) : now;
  const took = durationWords(until - Date.parse(restart.requestedAt));
  const settles = running ? secondsLeft(progress, now) : undefined;
  const summary = summaryOf(restart, progress);
  return (
    <StatusHeadline
      status={status}
      word={settles === undefined ? word : 'Settling'}
      summary={summary}
      took={running ? took : `took ${took}`}
    >
      {running && <Bar progress={progress} settling={settles !== undefined} />}
      {settles !== undefined && (
        <Typography variant="body2" color="text.secondary" data-figures>
          If they stay ready for {settles} s more, it has worked.
        </Typography>
      )}
      {restart.supersededBy && (
        <Typography sx={{ '& a': { textDecoration: 'underline' } }}>
          <Link to={`/restarts/${encodeURIComponent(restart.supersededBy)}`}>
            Follow the restart that took its place
          </Link>
        </Typography>
      )}
    </StatusHeadline>
  );
}

function Bar(props: {
  progress: RolloutProgress | undefined;
  settling: boolean;
}) {
  const { progress, settling } = props;
  const known = progress && progress.desired > 0;
  const done = known ? (100 * progress.available) / progress.desired : 0;
  return (
    <LinearProgress
      aria-label="New pods that are available"
      variant={known ? 'determinate' : 'indeterminate'}
      value={known ? Math.min(100, done) : undefined}
      color={settling ? 'success' : 'info'}
      sx={{ my: 1, height: 4, borderRadius: 2 }}
    />
  );
}

function secondsLeft(progress: RolloutProgress | undefined, now: number) {
  if (!progress?.settlesAt) return undefined;
  const left = Date.parse(progress.settlesAt) - now;
  return Number.isNaN(left) ? undefined : Math.max(0, Math.ceil(left / 1000));
}

function summaryOf(
  restart: Restart,
  progress: RolloutProgress | undefined,
): string {
  switch (restart.state) {
    case 'superseded':
      return 'A later restart took its place.';
    case 'failed':
      return restart.failure?.reason ?? lastMessage(restart);
    case 'pending':
      return 'The workload is looked at before anything is changed.';
    case 'patched':
      return (
        progress?.summary ??
        'The cluster was told; it begins to replace the pods.'
      );
    default:
      return progress?.summary ?? lastMessage(restart);
  }
}

function lastMessage(restart: Restart): string {
  return restart.steps[restart.steps.length - 1]?.message ?? '';
}
