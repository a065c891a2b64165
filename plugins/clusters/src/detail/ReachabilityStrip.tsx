import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type {
  ClusterState,
  ReachabilitySpan,
} from '@wheelhouse/plugin-clusters-common';
import { formatLocal, formatUtc, StatusLabel, TimeAgo } from '@wheelhouse/ui';
import { shareReached, stripParts } from './strip';

const COLOURS: Record<ClusterState, string> = {
  good: 'success.main',
  attention: 'warning.main',
  failed: 'error.main',
  unknown: 'action.disabled',
};
/** Of the times that were not good, so many are written out. */
const WRITTEN = 5;
/** The narrowest that a part is drawn, in pixels: a failure of a moment is still seen. */
const NARROWEST = 2;

/** The last 24 hours of a cluster as a strip, and what was wrong in them in words. */
export function ReachabilityStrip(props: {
  spans: ReachabilitySpan[];
  now?: number;
}) {
  const { spans, now = Date.now() } = props;
  const parts = stripParts(spans, now);
  const share = shareReached(parts);
  const troubles = parts
    .map(({ span }) => span)
    .filter(({ state }) => state !== 'good')
    .reverse();
  return (
    <Box component="section" aria-labelledby="reachability">
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'baseline',
          columnGap: 1.5,
        }}
      >
        <Typography id="reachability" variant="h2">
          Last 24 hours
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {sentence(share)}
        </Typography>
      </Box>
      <Box
        aria-hidden
        sx={{
          position: 'relative',
          height: 24,
          mt: 1,
          borderRadius: 1,
          bgcolor: 'action.hover',
          overflow: 'hidden',
        }}
      >
        {parts.map(({ start, length, span }) => (
          <Tooltip key={span.from} title={<SpanWords span={span} />}>
            <Box
              style={{
                left: `min(${100 * start}%, 100% - ${NARROWEST}px)`,
                width: `max(${100 * length}%, ${NARROWEST}px)`,
              }}
              sx={{
                position: 'absolute',
                insetBlock: 0,
                bgcolor: COLOURS[span.state],
                zIndex: span.state === 'failed' ? 1 : undefined,
              }}
            />
          </Tooltip>
        ))}
      </Box>
      <Box
        aria-hidden
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          color: 'text.secondary',
          typography: 'caption',
        }}
      >
        <span>24 h ago</span>
        <span>12 h</span>
        <span>now</span>
      </Box>
      {troubles.length > 0 && (
        <Box
          component="ul"
          aria-label="What was wrong"
          sx={{ listStyle: 'none', p: 0, m: 0, mt: 1 }}
        >
          {troubles.slice(0, WRITTEN).map(span => (
            <Box
              component="li"
              key={span.from}
              sx={{ py: 0.5, fontSize: '0.8125rem' }}
            >
              <StatusLabel status={span.state} />{' '}
              <Box component="span" sx={{ color: 'text.secondary' }}>
                <TimeAgo time={span.from} />
                {span.to
                  ? ` for ${lengthOf(span.from, Date.parse(span.to))}`
                  : ' until now'}
                {span.reason && ` · ${span.reason}`}
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

function SpanWords({ span }: { span: ReachabilitySpan }) {
  return (
    <>
      {span.reason ?? (span.state === 'good' ? 'Good' : 'Not known')}
      <br />
      {formatUtc(new Date(span.from))} –{' '}
      {span.to ? formatUtc(new Date(span.to)) : 'now'}
      <br />
      {formatLocal(new Date(span.from))}
    </>
  );
}

function sentence(share: number | undefined): string {
  if (share === undefined) return 'Nobody has looked yet';
  if (share === 0) return 'Never reached when the portal looked';
  if (share === 1) return 'Always reached when the portal looked';
  return `Reached ${(Math.floor(share * 1000) / 10).toFixed(
    1,
  )}% of the time in which the portal looked`;
}

/** `12 min`, `3 h 5 min` */
function lengthOf(from: string, to: number): string {
  const seconds = Math.round((to - Date.parse(from)) / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
