import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlineOutlined';
import SyncOutlined from '@mui/icons-material/SyncOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import { keyframes } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { TimeAgo } from '../time/TimeAgo';

/** The only five states that anything in the portal is shown in. */
export type Status = 'good' | 'working' | 'attention' | 'failed' | 'unknown';

export interface StatusLabelProps {
  status: Status;
  /** A word that fits better than the usual one, e.g. `Revoked` for `failed`. */
  word?: string;
  /** Why it is so, in words. */
  reason?: ReactNode;
  /** ISO 8601: since when it is so. */
  since?: string;
}

const turning = keyframes({ to: { transform: 'rotate(-360deg)' } });

const looks = {
  good: { word: 'Good', Icon: CheckCircleOutlined, colour: 'success.main' },
  working: { word: 'Working', Icon: SyncOutlined, colour: 'info.main' },
  attention: {
    word: 'Needs attention',
    Icon: WarningAmberOutlined,
    colour: 'warning.main',
  },
  failed: { word: 'Failed', Icon: ErrorOutlined, colour: 'error.main' },
  unknown: { word: 'Unknown', Icon: HelpOutlined, colour: 'text.secondary' },
} as const;

/** A state as a word with an icon and a colour, with its reason and since when. */
export function StatusLabel(props: StatusLabelProps) {
  const { status, word, reason, since } = props;
  const { Icon, colour, word: usualWord } = looks[status];
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        verticalAlign: 'top',
        alignItems: 'center',
        gap: 0.75,
        minWidth: 0,
      }}
    >
      <Icon
        aria-hidden
        sx={{
          fontSize: 16,
          flexShrink: 0,
          color: colour,
          animation:
            status === 'working'
              ? `${turning} 1.6s linear infinite`
              : undefined,
        }}
      />
      <Box
        component="span"
        sx={{ color: colour, fontWeight: 500, whiteSpace: 'nowrap' }}
      >
        {word ?? usualWord}
      </Box>
      {(reason || since) && (
        <Box component="span" sx={{ color: 'text.secondary', minWidth: 0 }}>
          {reason}
          {reason && since && ' · '}
          {since && <TimeAgo time={since} />}
        </Box>
      )}
    </Box>
  );
}
