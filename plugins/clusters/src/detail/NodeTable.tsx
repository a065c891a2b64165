import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type {
  ClusterDetail,
  ClusterNode,
} from '@wheelhouse/plugin-clusters-common';
import {
  DataTable,
  type DataTableColumn,
  EmptyState,
  ShortName,
  StatusLabel,
} from '@wheelhouse/ui';

import { NodeRow } from './NodeRow';

/** A list as short as this needs no filter. */
const SHORT = 10;

const columns: DataTableColumn<ClusterNode>[] = [
  {
    id: 'name',
    header: 'Name',
    width: '1.4fr',
    value: ({ name }) => name,
    cell: ({ name }) => <ShortName name={name} length={40} />,
  },
  {
    id: 'state',
    header: 'State',
    width: '2fr',
    value: ({ ready, reason }) => (ready ? '1 ready' : `0 not ready ${reason}`),
    cell: ({ ready, reason }) =>
      ready ? (
        <StatusLabel status="good" word="Ready" />
      ) : (
        <span title={reason}>
          <StatusLabel status="attention" word="Not ready" reason={reason} />
        </span>
      ),
  },
  {
    id: 'version',
    header: 'Version',
    width: '0.7fr',
    value: ({ version }) => version ?? null,
  },
  {
    id: 'roles',
    header: 'Roles',
    width: '1fr',
    value: ({ roles }) => roles.join(', ') || null,
  },
];

/** The nodes of a cluster, those that are not ready first. */
export function NodeTable({ cluster }: { cluster: ClusterDetail }) {
  const { nodeList, nodes } = cluster;
  return (
    <Box component="section" aria-labelledby="nodes">
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, mb: 1 }}>
        <Typography id="nodes" variant="h2">
          Nodes
        </Typography>
        {nodes === undefined && nodeList.length > 0 && (
          <Typography variant="body2" color="text.secondary">
            as they were last seen
          </Typography>
        )}
      </Box>
      {nodeList.length > 1 && <NodeRow nodes={nodeList} />}
      <DataTable
        id="nodes"
        label="Nodes"
        columns={columns}
        rows={nodeList}
        rowId={node => node.name}
        version={node => `${node.ready} ${node.version}`}
        tools={nodeList.length > SHORT}
        initialSort={{ column: 'state' }}
        empty={
          <EmptyState
            title={nodes === 0 ? 'It has no nodes' : 'Its nodes are not known'}
            description={
              nodes === 0
                ? 'Workloads wait until it has some.'
                : 'The portal has not been able to list them; above stands why.'
            }
          />
        }
      />
    </Box>
  );
}
