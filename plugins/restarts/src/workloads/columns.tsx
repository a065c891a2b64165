import Box from '@mui/material/Box';
import type { Workload } from '@wheelhouse/plugin-restarts-common';
import {
  type DataTableColumn,
  ShortName,
  StatusLabel,
  TimeAgo,
} from '@wheelhouse/ui';
import { kindWord } from '../words';
import { filterWord } from './workloadFilters';

export const workloadColumns: DataTableColumn<Workload>[] = [
  {
    id: 'name',
    header: 'Name',
    width: '2fr',
    value: workload => workload.name,
    cell: workload => <ShortName name={workload.name} />,
  },
  {
    id: 'state',
    header: 'State',
    width: '1.5fr',
    value: workload =>
      `${filterWord('state', workload.state)} ${workload.stateReason ?? ''}`,
    cell: workload => <WorkloadState workload={workload} />,
  },
  {
    id: 'ready',
    header: 'Ready',
    width: '64px',
    align: 'end',
    value: workload => workload.ready,
    cell: workload => `${workload.ready}/${workload.replicas}`,
  },
  {
    id: 'namespace',
    header: 'Namespace',
    width: '1.1fr',
    value: workload => workload.namespace,
    cell: workload => <ShortName name={workload.namespace} length={20} />,
  },
  {
    id: 'cluster',
    header: 'Cluster',
    width: '0.8fr',
    value: workload => workload.cluster,
    cell: workload => <ShortName name={workload.cluster} length={20} />,
  },
  {
    id: 'kind',
    header: 'Kind',
    width: '100px',
    list: 'none',
    value: workload => kindWord(workload.kind),
  },
  {
    id: 'restarted',
    header: 'Last restart',
    width: '110px',
    list: 'none',
    value: workload => workload.restartedAt ?? null,
    cell: workload => <TimeAgo time={workload.restartedAt} fallback="never" />,
  },
  {
    id: 'image',
    header: 'Image',
    width: '1.4fr',
    list: 'none',
    hidden: true,
    value: workload => workload.image ?? null,
    cell: workload =>
      workload.image ? <ShortName name={workload.image} /> : '–',
  },
  {
    id: 'application',
    header: 'Argo CD application',
    list: 'none',
    hidden: true,
    value: workload => workload.application ?? null,
  },
];

/** The state in a word, and why it is so as far as there is room. */
export function WorkloadState({ workload }: { workload: Workload }) {
  const { state, stateReason, paused } = workload;
  const reason = stateReason ?? (paused ? 'paused' : undefined);
  return (
    <Box
      component="span"
      title={reason}
      sx={{ display: 'inline-flex', maxWidth: '100%', overflow: 'hidden' }}
    >
      <StatusLabel
        status={state}
        reason={
          reason && (
            <Box
              component="span"
              sx={{
                display: 'block',
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {reason}
            </Box>
          )
        }
      />
    </Box>
  );
}
