/* eslint-disable jsx-a11y/no-autofocus -- a dialog has to take the focus to somewhere useful */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type {
  Workload,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { ErrorState, statusOf } from '@wheelhouse/ui';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useRestart } from '../api/mutations';
import { plural, workloadPlace } from '../words';
import { AskDialog } from './AskDialog';
import { ReasonField } from './ReasonField';
import { WhenRunningField } from './WhenRunningField';

/** What is known of a workload when it is about to be restarted. */
export type RestartableWorkload = WorkloadReference &
  Partial<Pick<Workload, 'replicas' | 'paused' | 'activeRestart'>>;

/** Asks for a reason, which may be left out, restarts, and goes to where it is followed. */
export function RestartDialog(props: {
  workload: RestartableWorkload;
  onClose: () => void;
}) {
  const { workload, onClose } = props;
  const textId = useId();
  const navigate = useNavigate();
  const restart = useRestart(workload);
  const [reason, setReason] = useState('');
  const [whenRunning, setWhenRunning] = useState<'join' | 'supersede'>('join');

  // In place of the dialog: going back leads to the list, not to the question.
  const leave = (id: string) =>
    navigate(`/restarts/${encodeURIComponent(id)}`, { replace: true });
  const submit = async () => {
    const begun = await restart
      .mutateAsync({
        reason: reason.trim() || undefined,
        whenRunning: workload.activeRestart ? whenRunning : undefined,
      })
      // Shown from the mutation's own state.
      .catch(() => undefined);
    if (begun) leave(begun.id);
  };

  const joins = workload.activeRestart && whenRunning === 'join';
  return (
    <AskDialog
      title={`Restart ${workload.name}`}
      describedBy={textId}
      width="xs"
      pending={restart.isPending}
      ready
      submitLabel={joins ? 'Follow it' : 'Restart'}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography id={textId} color="text.secondary">
        {workloadPlace(workload)}. {consequence(workload)}
      </Typography>
      {workload.paused && (
        <Alert severity="warning" variant="outlined" sx={{ mt: 2 }}>
          It is paused, and a paused Deployment cannot be restarted. Resume it
          first, with{' '}
          <code>kubectl rollout resume deployment/{workload.name}</code> or in
          its repository.
        </Alert>
      )}
      {workload.activeRestart && (
        <WhenRunningField
          activeRestart={workload.activeRestart}
          value={whenRunning}
          onChange={setWhenRunning}
        />
      )}
      <ReasonField
        autoFocus
        value={reason}
        disabled={joins === true}
        helperText="Everyone who sees the restart sees it."
        onChange={setReason}
      />
      {restart.error && (
        <Box sx={{ mt: 2 }}>
          <ErrorState
            title="It was not restarted"
            error={restart.error}
            next={nextStep(restart.error)}
          />
        </Box>
      )}
    </AskDialog>
  );
}

function consequence({ replicas }: RestartableWorkload): string {
  if (replicas === 0) return 'It has no pods; nothing will be seen to happen.';
  if (replicas === undefined)
    return 'Its pods are replaced by new ones, as its rollout strategy says.';
  const pods =
    replicas === 1 ? 'Its pod is' : `Its ${plural(replicas, 'pod')} are`;
  return `${pods} replaced, as its rollout strategy says.`;
}

/** The server says itself what to do about a refusal of the workload's state. */
function nextStep(error: unknown): string | undefined {
  return statusOf(error) === 409 ? 'Then try again.' : undefined;
}
