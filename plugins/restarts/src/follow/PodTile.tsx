import Box from '@mui/material/Box';
import { keyframes } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import type { RolloutPod } from '@wheelhouse/plugin-restarts-common';
import {
  monoFont,
  type Status,
  StatusLabel,
  VisuallyHidden,
} from '@wheelhouse/ui';

const arriving = keyframes({
  from: { opacity: 0, transform: 'translateX(-12px)' },
});

const height = 54;

const LOOKS: Record<RolloutPod['state'], { status: Status; word: string }> = {
  waiting: { status: 'working', word: 'Waiting' },
  running: { status: 'working', word: 'Starting' },
  ready: { status: 'good', word: 'Ready' },
  failed: { status: 'failed', word: 'Failed' },
  ending: { status: 'unknown', word: 'Ending' },
};

const COLOURS: Record<Status, string> = {
  good: 'success.main',
  working: 'info.main',
  attention: 'warning.main',
  failed: 'error.main',
  unknown: 'text.secondary',
};

/** One pod: what it is called, how it is and why. */
export function PodTile(props: {
  pod: RolloutPod;
  workload: string;
  compact: boolean;
}) {
  const { pod, workload, compact } = props;
  const { status, word } = LOOKS[pod.state] ?? LOOKS.waiting;
  const again = pod.restarts > 0 ? `, restarted ${pod.restarts}×` : '';
  const said = `${pod.reason ?? word}${again}`;
  if (compact) {
    return (
      <Tooltip title={`${pod.name}: ${said}`}>
        <Box
          component="li"
          sx={{
            width: 18,
            height: 18,
            borderRadius: '4px',
            border: 2,
            borderColor: COLOURS[status],
            bgcolor: pod.state === 'ready' ? COLOURS[status] : undefined,
            opacity: pod.state === 'ending' ? 0.5 : 1,
          }}
        >
          <VisuallyHidden>{`${pod.name}: ${said}`}</VisuallyHidden>
        </Box>
      </Tooltip>
    );
  }
  return (
    <Box
      component="li"
      title={`${pod.name}: ${said}`}
      sx={{
        height,
        px: 1.25,
        py: 0.75,
        minWidth: 0,
        border: 1,
        borderColor: pod.state === 'failed' ? 'error.main' : 'divider',
        borderRadius: 1,
        bgcolor: 'background.paper',
        opacity: pod.state === 'ending' ? 0.65 : 1,
        transition: 'opacity 0.4s, border-color 0.4s',
        animation: `${arriving} 0.35s ease-out`,
        fontSize: '0.75rem',
        '& > div': {
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        },
      }}
    >
      <Box sx={{ fontFamily: monoFont }}>{shortPodName(pod, workload)}</Box>
      <div>
        <StatusLabel status={status} word={said} />
      </div>
    </Box>
  );
}

/** Where a pod was or will be. */
export function TileSlot({ compact }: { compact: boolean }) {
  return (
    <Box
      component="li"
      aria-hidden
      sx={{
        height: compact ? 18 : height,
        border: '1px dashed',
        borderColor: 'divider',
        borderRadius: compact ? '4px' : 1,
      }}
    />
  );
}

/** Without the workload's name, which all of them begin with. */
function shortPodName(pod: RolloutPod, workload: string): string {
  const prefix = `${workload}-`;
  const rest = pod.name.startsWith(prefix)
    ? pod.name.slice(prefix.length)
    : pod.name;
  // A StatefulSet's pods are told apart by a number alone.
  return /^\d+$/.test(rest) ? `…-${rest}` : rest;
}
