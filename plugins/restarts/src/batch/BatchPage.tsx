import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { useCurrency } from '@wheelhouse/plugin-live';
import type { Batch } from '@wheelhouse/plugin-restarts-common';
import {
  ConfirmDialog,
  DataTable,
  ErrorState,
  LiveIndicator,
  PageFrame,
  TimeAgo,
} from '@wheelhouse/ui';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { useStopBatch } from '../api/mutations';
import { useBatch } from '../api/queries';
import { StatusHeadline } from '../StatusHeadline';
import { actorWords, durationWords, plural, workloadPath } from '../words';
import { batchLook, countItems, summaryOfItems } from './batchWords';
import { batchColumns } from './columns';

/** Several restarts at once, followed to their end. */
export function BatchPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const batch = useBatch(id);
  const stopBatch = useStopBatch(id);
  const { stateOf } = useCurrency();
  const [stopping, setStopping] = useState(false);
  const { data } = batch;

  if (!data) {
    return (
      <PageFrame
        title="Several restarts"
        purpose="How several restarts go, to their end."
      >
        {batch.error ? (
          <ErrorState
            title="These restarts could not be loaded"
            error={batch.error}
            onRetry={() => void batch.refetch()}
          />
        ) : (
          <Box role="status" aria-label="Loading the restarts">
            <Skeleton variant="rounded" height={52} sx={{ mb: 3 }} />
            <Skeleton variant="rounded" height={280} />
          </Box>
        )}
      </PageFrame>
    );
  }
  const running = data.state === 'running';
  const waiting = countItems(data.items).waiting;
  return (
    <PageFrame
      title={`Restart of ${plural(data.items.length, 'workload')}`}
      purpose={
        <>
          {actorWords(data.requestedBy)}, <TimeAgo time={data.requestedAt} />
          {data.reason && ` · “${data.reason}”`} · {data.atOnce} at once
          {data.stopAtFirstFailure && ', none after a failure'}
        </>
      }
      live={running && <LiveIndicator state={stateOf(!batch.isRefetchError)} />}
      action={
        running && (
          <Button
            variant="outlined"
            color="inherit"
            onClick={() => setStopping(true)}
          >
            Stop
          </Button>
        )
      }
    >
      <Stack spacing={3}>
        <BatchHeadline batch={data} />
        <DataTable
          id="batch"
          label="Workloads"
          tools={false}
          columns={batchColumns}
          rows={data.items}
          rowId={workloadPath}
          version={item => item.state}
          empty={null}
          onOpen={item => {
            if (item.restart)
              navigate(`/restarts/${encodeURIComponent(item.restart)}`);
          }}
        />
      </Stack>
      <ConfirmDialog
        open={stopping}
        title="Begin no further restarts?"
        consequence={`${plural(waiting, 'workload')} that ${
          waiting === 1 ? 'waits is' : 'wait are'
        } left alone. What is under way goes on to its end.`}
        confirmLabel="Stop"
        onConfirm={() => stopBatch.mutateAsync()}
        onClose={() => setStopping(false)}
      />
    </PageFrame>
  );
}

function BatchHeadline({ batch }: { batch: Batch }) {
  const { status, word } = batchLook(batch.state);
  const { done } = countItems(batch.items);
  const summary = summaryOfItems(batch.items);
  const took =
    batch.endedAt &&
    durationWords(Date.parse(batch.endedAt) - Date.parse(batch.requestedAt));
  return (
    <StatusHeadline
      status={status}
      word={word}
      summary={summary}
      took={took && `took ${took}`}
    >
      <LinearProgress
        aria-label="Workloads that are done"
        variant="determinate"
        value={(100 * done) / Math.max(1, batch.items.length)}
        color={status === 'failed' ? 'error' : 'info'}
        sx={{ mt: 1, height: 4, borderRadius: 2 }}
      />
    </StatusHeadline>
  );
}
