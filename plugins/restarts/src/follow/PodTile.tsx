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

import { plural } from '../words';
import { shortPodName } from './shortPodName';

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
  const said = pod.reason ?? word;
  const told = `${pod.name}: ${said}${
    pod.restarts > 0 ? `, restarted ${plural(pod.restarts, 'time')}` : ''
  }`;
  if (compact) {
    return (
      <Tooltip title={told}>
        <Box
          component="li"
          sx={{
            width: 18,
            height: 18,
            borderRadius: '4px',
            border: 2,
            borderColor: COLOURS[status],
            bgcolor: pod.state === 'ready' ? COLOURS[status] : undefined,
            borderStyle: pod.state === 'ending' ? 'dotted' : 'solid',
          }}
        >
          <VisuallyHidden>{told}</VisuallyHidden>
        </Box>
      </Tooltip>
    );
  }
  return (
    <Box
      component="li"
      title={told}
      sx={{
        height,
        px: 1,
        py: 0.75,
        minWidth: 0,
        border: 1,
        borderColor: pod.state === 'failed' ? 'error.main' : 'divider',
        borderRadius: 1,
        bgcolor: 'background.paper',
        borderStyle: pod.state === 'ending' ? 'dashed' : 'solid',
        transition: 'border-color 0.4s',
        animation: `${arriving} 0.35s ease-out`,
        fontSize: '0.75rem',
        '& > div': {
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        },
      }}
    >
      <Box sx={{ fontFamily: monoFont }}>
        {shortPodName(pod.name, workload)}
      </Box>
      <div>
        <StatusLabel
          status={status}
          word={said}
          reason={pod.restarts > 0 ? `×${pod.restarts}` : undefined}
        />
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
