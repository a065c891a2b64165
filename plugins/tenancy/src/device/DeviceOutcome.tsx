import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { DeviceRequest } from '@wheelhouse/plugin-tenancy-common';
import { StatusLabel, type Status } from '@wheelhouse/ui';
import { Link } from 'react-router-dom';
import { deviceName } from './DeviceFacts';

/** How it ended with a device. */
export type Outcome = 'approved' | 'denied' | 'ended';

const SHOWN: Record<
  Outcome,
  {
    status: Status;
    word: string;
    text: (device: string) => string;
    next: { label: string; to: string };
  }
> = {
  approved: {
    status: 'good',
    word: 'Approved',
    text: device =>
      `${device} goes on within a few seconds. You can close this page.`,
    next: { label: 'See your API keys', to: '/account?tab=keys' },
  },
  denied: {
    status: 'failed',
    word: 'Denied',
    text: device => `${device} gets nothing, and is told so.`,
    next: { label: 'Confirm another code', to: '/device' },
  },
  ended: {
    status: 'unknown',
    word: 'Ended',
    text: () =>
      'The code has ended, or it was used already. Have the device show a new one.',
    next: { label: 'Confirm another code', to: '/device' },
  },
};

/** Says how it ended with a device, and what is next. */
export function DeviceOutcome(props: {
  outcome: Outcome;
  request: DeviceRequest;
}) {
  const { outcome, request } = props;
  const { status, word, text, next } = SHOWN[outcome];
  return (
    <Stack spacing={2} role="status" sx={{ alignItems: 'flex-start' }}>
      <StatusLabel status={status} word={word} />
      <Typography sx={{ overflowWrap: 'anywhere' }}>
        {text(deviceName(request))}
      </Typography>
      <Button component={Link} to={next.to} variant="outlined" color="inherit">
        {next.label}
      </Button>
    </Stack>
  );
}
