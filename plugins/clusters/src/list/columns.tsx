import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Cluster } from '@wheelhouse/plugin-clusters-common';
import {
  type DataTableColumn,
  ShortName,
  StatusLabel,
  TimeAgo,
} from '@wheelhouse/ui';
import { CredentialEnd } from '../credential/CredentialEnd';
import { LabelChips } from '../labels/LabelChips';
import { shownLabels } from '../labels/labels';

/** What needs somebody comes first. */
const URGENCY = { failed: 0, attention: 1, unknown: 2, good: 3 } as const;
const SHOWN_LABELS = 2;

export const clusterColumns: DataTableColumn<Cluster>[] = [
  {
    id: 'name',
    header: 'Name',
    width: '1.2fr',
    value: ({ name, title }) => [name, title].filter(Boolean).join(' '),
    cell: cluster => (
      <TwoLines
        first={<ShortName name={cluster.name} />}
        second={[cluster.title, cluster.sources.join(', ')]
          .filter(Boolean)
          .join(' · ')}
      />
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: '2fr',
    value: ({ state, reasons }) =>
      [URGENCY[state], state, ...reasons].join(' '),
    cell: ({ state, reasons }) => (
      <TwoLines
        first={<StatusLabel status={state} />}
        second={reasons.join(' ')}
      />
    ),
  },
  {
    id: 'since',
    header: 'Since',
    width: '0.8fr',
    list: 'none',
    value: ({ since }) => since ?? null,
    cell: ({ since }) => <TimeAgo time={since} />,
  },
  {
    id: 'version',
    header: 'Version',
    width: '72px',
    value: ({ version }) => version ?? null,
  },
  {
    id: 'latency',
    header: 'Latency',
    width: '68px',
    align: 'end',
    list: 'none',
    value: ({ latencyMs }) => latencyMs ?? null,
    cell: ({ latencyMs }) =>
      latencyMs === undefined ? '–' : `${latencyMs} ms`,
  },
  {
    id: 'nodes',
    header: 'Nodes',
    width: '60px',
    align: 'end',
    list: 'none',
    value: ({ nodes }) => nodes ?? null,
    cell: ({ nodes, nodesReady }) => (
      <NodeCount of={nodes} ready={nodesReady} />
    ),
  },
  {
    id: 'labels',
    header: 'Addons and labels',
    width: '1.4fr',
    list: 'none',
    value: ({ labels }) =>
      Object.entries(labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
    cell: ({ labels }) => (
      <LabelChips labels={shownLabels(labels)} most={SHOWN_LABELS} />
    ),
  },
  {
    id: 'credential',
    header: 'Credential ends',
    width: '110px',
    list: 'none',
    value: ({ credential }) => credential.expires ?? null,
    cell: ({ credential }) => <CredentialEnd credential={credential} />,
  },
];

/** What changes when something about a cluster does that is worth a look. */
export function lookOf({
  state,
  reasons,
  version,
  nodes,
  nodesReady,
}: Cluster) {
  return [state, ...reasons, version, nodes, nodesReady].join(' ');
}

function TwoLines(props: { first: React.ReactNode; second: string }) {
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
