import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type { DeviceRequest } from '@wheelhouse/plugin-tenancy-common';
import { ErrorState, statusOf } from '@wheelhouse/ui';
import { DeviceFacts } from './DeviceFacts';
import { DeviceOutcome, type Outcome } from './DeviceOutcome';
import { type Decision, useDecideDevice } from './queries';
import { useIsOver } from './useIsOver';

const OUTCOMES = { approve: 'approved', deny: 'denied' } as const;

/** What a device asks for, and the choice to give it. */
export function DeviceDecision(props: {
  code: string;
  request: DeviceRequest;
}) {
  const { code, request } = props;
  const decide = useDecideDevice(code);
  const isOver = useIsOver(request.expires);
  const outcome = outcomeOf(decide, isOver);
  if (outcome) return <DeviceOutcome outcome={outcome} request={request} />;
  return (
    <Stack spacing={3}>
      <DeviceFacts code={code} request={request} />
      {decide.error && (
        <ErrorState title="Nothing was decided" error={decide.error} />
      )}
      <Stack
        direction="row"
        spacing={1.5}
        sx={{ '& > button': { flex: { xs: 1, sm: 'none' } } }}
      >
        <Button
          variant="contained"
          size="large"
          disabled={decide.isPending}
          onClick={() => decide.mutate('approve')}
        >
          Approve
        </Button>
        <Button
          variant="outlined"
          color="inherit"
          size="large"
          disabled={decide.isPending}
          onClick={() => decide.mutate('deny')}
        >
          Deny
        </Button>
      </Stack>
    </Stack>
  );
}

function outcomeOf(
  decide: { isSuccess: boolean; variables?: Decision; error: unknown },
  isOver: boolean,
): Outcome | undefined {
  if (decide.isSuccess) return OUTCOMES[decide.variables!];
  return isOver || statusOf(decide.error) === 404 ? 'ended' : undefined;
}
