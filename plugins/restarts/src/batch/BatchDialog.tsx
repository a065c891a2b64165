import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import type { WorkloadReference } from '@wheelhouse/plugin-restarts-common';
import { ErrorState } from '@wheelhouse/ui';
import { type FormEvent, useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useStartBatch } from '../api/mutations';
import { useDryRun } from '../api/queries';
import { plural, workloadOfPath } from '../words';
import { Plan } from './Plan';

/** The most that the API takes at once. */
const MOST = 200;
const MOST_AT_ONCE = 20;
const LONGEST_REASON = 500;

/** Shows first what would happen to several workloads, then restarts those for which it is possible. */
export function BatchDialog(props: {
  /** As `workloadPath` writes them. */
  paths: string[];
  onClose: () => void;
}) {
  const { paths, onClose } = props;
  const titleId = useId();
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
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!capIsRight || possible.length === 0 || startBatch.isPending) return;
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
    <Dialog
      open
      onClose={startBatch.isPending ? undefined : onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby={titleId}
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>
          Restart {plural(workloads.length, 'workload')}
        </DialogTitle>
        <DialogContent>
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
          <TextField
            fullWidth
            label="Reason, if you like"
            placeholder="New certificate"
            value={reason}
            onChange={event => setReason(event.target.value)}
            inputProps={{ maxLength: LONGEST_REASON }}
            sx={{ mt: 2.5 }}
          />
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
              <ErrorState
                title="Nothing was restarted"
                error={startBatch.error}
              />
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button
            color="inherit"
            onClick={onClose}
            disabled={startBatch.isPending}
          >
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            disabled={possible.length === 0 || startBatch.isPending}
          >
            {dryRun.data
              ? `Restart ${plural(possible.length, 'workload')}`
              : 'Restart'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
