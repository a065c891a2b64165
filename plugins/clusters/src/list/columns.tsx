import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Cluster } from '@wheelhouse/plugin-clusters-common';
import {
  type DataTableColumn,
  ShortName,
  StatusLabel,
  TimeAgo,
} from '@wheelhouse/ui';
import type { ReactNode } from 'react';
import { CredentialEnd } from '../credential/CredentialEnd';
import { LabelChips } from '../labels/LabelChips';
import { shownLabels } from '../labels/labels';

/** What needs somebody comes first. */
const URGENCY = { failed: 0, attention: 1, unknown: 2, good: 3 } as const;
const SHOWN_LABELS = 2;

const name: DataTableColumn<Cluster> = {
  id: 'name',
  header: 'Name',
  width: '1.3fr',
  value: cluster => [cluster.name, cluster.title].filter(Boolean).join(' '),
  cell: cluster => <ShortName name={cluster.name} />,
};

const state: DataTableColumn<Cluster> = {
  id: 'state',
  header: 'State',
  width: '3fr',
  list: 'first',
  // Those of one state stand by name.
  value: cluster =>
    [
      URGENCY[cluster.state],
      cluster.name,
      cluster.state,
      ...cluster.reasons,
    ].join(' '),
  cell: cluster => <StatusLabel status={cluster.state} />,
};

const facts: DataTableColumn<Cluster>[] = [
  {
    id: 'since',
    header: 'Since',
    width: '104px',
    list: 'none',
    value: ({ since }) => since ?? null,
    cell: ({ since }) => <TimeAgo time={since} />,
  },
  {
    id: 'version',
    header: 'Version',
    width: '64px',
    list: 'none',
    value: ({ version }) => version ?? null,
  },
  {
    id: 'latency',
    header: 'Latency',
    width: '56px',
    align: 'end',
    list: 'none',
    value: ({ latencyMs }) => latencyMs ?? null,
    cell: ({ latencyMs }) =>
      latencyMs === undefined ? '–' : `${latencyMs} ms`,
  },
  {
    id: 'nodes',
    header: 'Nodes',
    width: '52px',
    align: 'end',
    list: 'none',
    value: ({ nodes }) => nodes ?? null,
    cell: cluster => (
      <NodeCount of={cluster.nodes} ready={cluster.nodesReady} />
    ),
  },
  {
    id: 'labels',
    header: 'Addons and labels',
    width: '1.6fr',
    list: 'none',
    value: ({ labels }) =>
      Object.entries(labels)
        .map(([label, value]) => `${label}=${value}`)
        .join(' ') || null,
    cell: ({ labels }) => (
      <LabelChips labels={shownLabels(labels)} most={SHOWN_LABELS} />
    ),
  },
  {
    id: 'credential',
    header: 'Credential',
    width: '92px',
    list: 'none',
    value: ({ credential }) => credential.expires ?? null,
    cell: ({ credential }) => <CredentialEnd credential={credential} />,
  },
];

/** The columns of a table, with what is wrong and where a cluster is known from under its state and name. */
export const tableColumns: DataTableColumn<Cluster>[] = [
  {
    ...name,
    cell: cluster => (
      <TwoLines
        first={<ShortName name={cluster.name} length={24} />}
        second={[cluster.title, cluster.sources.join(', ')]
          .filter(Boolean)
          .join(' · ')}
      />
    ),
  },
  {
    ...state,
    cell: cluster => (
      <TwoLines
        first={<StatusLabel status={cluster.state} />}
        second={cluster.reasons.join(' ')}
      />
    ),
  },
  ...facts,
];

/** The same for a list of two lines: name and state, and under them what is wrong, or else what is known. */
export const listColumns: DataTableColumn<Cluster>[] = [
  name,
  state,
  {
    id: 'summary',
    header: 'Summary',
    list: 'second',
    sortable: false,
    value: cluster => cluster.reasons[0] ?? summaryOf(cluster),
  },
  ...facts,
];

/** What changes when something about a cluster does that is worth a look. */
export function lookOf(cluster: Cluster): string {
  const { reasons, version, nodes, nodesReady } = cluster;
  return [cluster.state, ...reasons, version, nodes, nodesReady].join(' ');
}

function summaryOf({ title, version, nodes, nodesReady }: Cluster): string {
  return [
    title,
    version,
    nodes !== undefined && `${nodesReady} of ${nodes} nodes ready`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function TwoLines(props: { first: ReactNode; second: string }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {props.first}
      </Box>
      {props.second && (
        <Typography
          component="div"
          variant="caption"
          color="text.secondary"
          noWrap
          title={props.second}
        >
          {props.second}
        </Typography>
      )}
    </Box>
  );
}

/** How many nodes are ready, of how many. */
function NodeCount({ of, ready }: { of?: number; ready?: number }) {
  if (of === undefined || ready === undefined) return <>–</>;
  return (
    <Box
      component="span"
      sx={{ color: ready < of ? 'warning.main' : undefined }}
    >
      {ready}/{of}
    </Box>
  );
}
