import { keyframes, styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { TimeAgo } from '../time/TimeAgo';
import { StatusIcon } from './StatusIcon';

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
  /** Cuts a reason off where there is no room for it; the whole of it on hover. */
  oneLine?: boolean;
}

const words: Record<Status, string> = {
  good: 'Good',
  working: 'Working',
  attention: 'Needs attention',
  failed: 'Failed',
  unknown: 'Unknown',
};

const turning = keyframes({ to: { transform: 'rotate(-360deg)' } });

// One for a label and its parts: each of its own would cost as much as all of them.
const Label = styled('span')(({ theme: { palette } }) => ({
  display: 'inline-flex',
  // Stands on the line of the text around it.
  alignItems: 'baseline',
  gap: 6,
  minWidth: 0,
  maxWidth: '100%',
  '& > svg': { flexShrink: 0, alignSelf: 'center' },
  '& > [data-part=word]': { fontWeight: 500, whiteSpace: 'nowrap' },
  '& > [data-part=reason]': { color: palette.text.secondary, minWidth: 0 },
  '&[data-one-line] > [data-part=reason]': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  color: palette.text.secondary,
  '&[data-status=good]': { color: palette.success.main },
  '&[data-status=working]': { color: palette.info.main },
  '&[data-status=attention]': { color: palette.warning.main },
  '&[data-status=failed]': { color: palette.error.main },
  '&[data-status=working] > svg': {
    animation: `${turning} 1.6s linear infinite`,
  },
}));

/** A state as a word with an icon and a colour, with its reason and since when. */
export function StatusLabel(props: StatusLabelProps) {
  const { status, word, reason, since, oneLine } = props;
  return (
    <Label
      data-status={status}
      data-one-line={oneLine}
      title={oneLine && typeof reason === 'string' ? reason : undefined}
    >
      <StatusIcon status={status} />
      <span data-part="word">{word ?? words[status]}</span>
      {(reason || since) && (
        <span data-part="reason">
          {reason}
          {reason && since && ' · '}
          {since && <TimeAgo time={since} />}
        </span>
      )}
    </Label>
  );
}
