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
    width: '1.9fr',
    value: workload => workload.name,
    cell: workload => <ShortName name={workload.name} length={22} />,
  },
  {
    id: 'namespace',
    header: 'Namespace',
    width: '1.1fr',
    value: workload => workload.namespace,
    cell: workload => <ShortName name={workload.namespace} length={15} />,
  },
  {
    id: 'cluster',
    header: 'Cluster',
    width: '0.8fr',
    value: workload => workload.cluster,
    cell: workload => <ShortName name={workload.cluster} length={12} />,
  },
  {
    id: 'kind',
    header: 'Kind',
    width: '88px',
    list: 'none',
    value: workload => kindWord(workload.kind),
  },
  {
    id: 'state',
    header: 'State',
    width: '2.3fr',
    value: workload =>
      `${filterWord('state', workload.state)} ${workload.stateReason ?? ''}`,
    cell: ({ state, stateReason, paused }) => (
      <StatusLabel
        oneLine
        status={state}
        reason={stateReason ?? (paused ? 'paused' : undefined)}
      />
    ),
  },
  {
    id: 'ready',
    header: 'Ready',
    width: '56px',
    align: 'end',
    searchable: false,
    value: workload => workload.ready,
    cell: workload => `${workload.ready}/${workload.replicas}`,
  },
  {
    id: 'restarted',
    header: 'Last restart',
    width: '100px',
    list: 'none',
    searchable: false,
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
