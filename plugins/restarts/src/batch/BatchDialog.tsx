import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { ErrorState } from '@wheelhouse/ui';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useStartBatch } from '../api/mutations';
import { useDryRun } from '../api/queries';
import { AskDialog } from '../restart/AskDialog';
import { ReasonField } from '../restart/ReasonField';
import { plural, workloadOfPath } from '../words';
import { Plan } from './Plan';

/** The most that the API takes at once. */
const MOST = 200;
const MOST_AT_ONCE = 20;

/** Shows first what would happen to several workloads, then restarts those for which it is possible. */
export function BatchDialog(props: {
  /** As `workloadPath` writes them. */
  paths: string[];
  onClose: () => void;
}) {
  const { paths, onClose } = props;
  const navigate = useNavigate();
  const workloads = useMemo(
    () =>
      paths
        .map(workloadOfPath)
        .filter((found): found is WorkloadReference => found !== undefined),
    [paths],
  );
  const tooMany = workloads.length > MOST;
  const dryRun = useDryRun(workloads, !tooMany);
  const startBatch = useStartBatch();
  const [reason, setReason] = useState('');
  const [atOnce, setAtOnce] = useState('3');
  const [stopAtFirstFailure, setStopAtFirstFailure] = useState(true);

  const possible = dryRun.data?.items.filter(item => item.possible) ?? [];
  const cap = Number(atOnce);
  const capIsRight = Number.isInteger(cap) && cap >= 1 && cap <= MOST_AT_ONCE;
  const submit = async () => {
    const begun = await startBatch
      .mutateAsync({
        workloads: possible.map(({ cluster, namespace, kind, name }) => ({
          cluster,
          namespace,
          kind,
          name,
        })),
        reason: reason.trim() || undefined,
        atOnce: cap,
        stopAtFirstFailure,
      })
      // Shown from the mutation's own state.
      .catch(() => undefined);
    if (begun?.id)
      navigate(`/restarts/batches/${encodeURIComponent(begun.id)}`);
  };

  return (
    <AskDialog
      title={`Restart ${plural(workloads.length, 'workload')}`}
      width="sm"
      pending={startBatch.isPending}
      ready={capIsRight && possible.length > 0}
      submitLabel={
        dryRun.data
          ? `Restart ${plural(possible.length, 'workload')}`
          : 'Restart'
      }
      onSubmit={submit}
      onClose={onClose}
    >
      {tooMany && (
        <ErrorState
          title={`These are more than ${MOST}`}
          error={new Error(`At most ${MOST} can be restarted at once.`)}
          next="Choose fewer, and restart the others after these."
        />
      )}
      {dryRun.isPending && !tooMany && (
        <Box role="status" aria-label="Looking at the workloads">
          <Skeleton height={32} />
          <Skeleton height={32} width="80%" />
        </Box>
      )}
      {dryRun.error && (
        <ErrorState
          title="What would happen could not be found out"
          error={dryRun.error}
          onRetry={() => void dryRun.refetch()}
        />
      )}
      {dryRun.data && <Plan items={dryRun.data.items} />}
      <ReasonField value={reason} onChange={setReason} />
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'flex-start',
          columnGap: 3,
          rowGap: 1,
          mt: 2,
        }}
      >
        <TextField
          type="number"
          label="How many at once"
          value={atOnce}
          error={!capIsRight}
          helperText={capIsRight ? undefined : `From 1 to ${MOST_AT_ONCE}.`}
          onChange={event => setAtOnce(event.target.value)}
          inputProps={{ min: 1, max: MOST_AT_ONCE }}
          sx={{ width: 150 }}
        />
        <FormControlLabel
          control={
            <Checkbox
              size="small"
              checked={stopAtFirstFailure}
              onChange={(_, checked) => setStopAtFirstFailure(checked)}
            />
          }
          label="Begin no further ones after a failure"
        />
      </Box>
      {startBatch.error && (
        <Box sx={{ mt: 2 }}>
          <ErrorState title="Nothing was restarted" error={startBatch.error} />
        </Box>
      )}
    </AskDialog>
  );
}
