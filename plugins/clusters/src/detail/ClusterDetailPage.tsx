import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { ResponseError } from '@backstage/errors';
import type { ClusterDetail } from '@wheelhouse/plugin-clusters-common';
import {
  EmptyState,
  ErrorState,
  LiveIndicator,
  PageFrame,
  StatusLabel,
} from '@wheelhouse/ui';
import { Link, useParams } from 'react-router-dom';
import { useCluster } from '../api/queries';
import { ClusterFacts } from './ClusterFacts';
import { NodeTable } from './NodeTable';
import { ReachabilityStrip } from './ReachabilityStrip';

/** Everything about one cluster. */
export function ClusterDetailPage() {
  const { name = '' } = useParams();
  const query = useCluster(name);
  const { data: cluster } = query;
  const missing =
    query.error instanceof ResponseError && query.error.response.status === 404;
  return (
    <PageFrame
      title={name}
      purpose={
        cluster?.title ??
        'How this cluster is, and what the portal knows of it.'
      }
      live={cluster && !missing && <LiveIndicator state={query.live} />}
      action={
        cluster &&
        !missing && (
          <Button
            variant="contained"
            component={Link}
            to={`/restarts?${new URLSearchParams({ cluster: name })}`}
          >
            Show its workloads
          </Button>
        )
      }
    >
      <Button
        component={Link}
        to="/clusters"
        color="inherit"
        size="small"
        startIcon={<ArrowBackOutlined />}
        sx={{ ml: -0.75, mb: 1.5 }}
      >
        All clusters
      </Button>
      {missing && (
        <EmptyState
          title="There is no such cluster"
          description="It may have been removed, or you may not see it. Check the address."
          action={
            <Button variant="outlined" component={Link} to="/clusters">
              Show all clusters
            </Button>
          }
        />
      )}
      {!missing && cluster && <Known cluster={cluster} />}
      {!missing && !cluster && query.error && (
        <ErrorState
          title="The cluster could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {!cluster && !query.error && (
        <Stack spacing={2} aria-label="Loading the cluster" role="status">
          <Skeleton width={180} />
          <Skeleton variant="rounded" height={96} />
          <Skeleton variant="rounded" height={24} />
          <Skeleton variant="rounded" height={160} />
        </Stack>
      )}
    </PageFrame>
  );
}

function Known({ cluster }: { cluster: ClusterDetail }) {
  return (
    <Stack spacing={3.5}>
      <Box>
        <StatusLabel status={cluster.state} since={cluster.since} />
        {cluster.reasons.length > 0 && (
          <Box
            component="ul"
            aria-label="What is wrong"
            sx={{ m: 0, mt: 1, pl: 2.5, '& li': { mb: 0.5 } }}
          >
            {cluster.reasons.map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </Box>
        )}
      </Box>
      <ClusterFacts cluster={cluster} />
      <ReachabilityStrip spans={cluster.reachability} />
      <NodeTable cluster={cluster} />
    </Stack>
  );
}
