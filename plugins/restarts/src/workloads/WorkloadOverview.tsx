import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type {
  Workload,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import {
  ErrorState,
  Fact,
  Facts,
  ShortName,
  StatusLabel,
  TimeAgo,
} from '@wheelhouse/ui';
import { Link } from 'react-router-dom';
import { useHistory } from '../api/queries';
import { historyPath } from '../history/historyAddress';
import { actorWords, kindWord, restartLook } from '../words';

const SHOWN = 5;

/** The facts of a workload, and its last restarts. */
export function WorkloadOverview(props: {
  workload: WorkloadReference & Partial<Workload>;
}) {
  const { workload } = props;
  return (
    <>
      {workload.state && (
        <Box sx={{ mb: 2 }}>
          <StatusLabel status={workload.state} reason={workload.stateReason} />
          {workload.activeRestart && (
            <Typography
              sx={{ mt: 0.5, '& a': { textDecoration: 'underline' } }}
            >
              <Link
                to={`/restarts/${encodeURIComponent(workload.activeRestart)}`}
              >
                Follow the restart that is under way
              </Link>
            </Typography>
          )}
        </Box>
      )}
      <Facts dense>
        <Fact name="Kind">{kindWord(workload.kind)}</Fact>
        <Fact name="Namespace">
          <ShortName name={workload.namespace} length={40} />
        </Fact>
        <Fact name="Cluster">
          <ShortName name={workload.cluster} length={40} />
        </Fact>
        {workload.replicas !== undefined && (
          <Fact name="Ready pods">
            {workload.ready} of {workload.replicas}
          </Fact>
        )}
        {workload.image && (
          <Fact name="Image">
            <ShortName name={workload.image} length={44} copy="image" />
          </Fact>
        )}
        {workload.groups && (
          <Fact name="Who may restart it">{workload.groups.join(', ')}</Fact>
        )}
        {workload.application && (
          <Fact name="Argo CD application">{workload.application}</Fact>
        )}
        {workload.state && (
          <Fact name="Last restart">
            <TimeAgo time={workload.restartedAt} fallback="never" />
          </Fact>
        )}
      </Facts>
      <LastRestarts workload={workload} />
    </>
  );
}

function LastRestarts({ workload }: { workload: WorkloadReference }) {
  const { cluster, namespace, kind, name } = workload;
  const history = useHistory({ cluster, namespace, kind, name }, SHOWN);
  return (
    <Box component="section" sx={{ mt: 3 }} aria-label="Last restarts">
      <Typography component="h3" variant="subtitle1">
        Restarts through the portal
      </Typography>
      {history.error && (
        <ErrorState
          title="Its restarts could not be loaded"
          error={history.error}
          onRetry={history.retry}
        />
      )}
      {!history.items && !history.error && <Skeleton height={80} />}
      {history.items?.length === 0 && (
        <Typography color="text.secondary">None yet.</Typography>
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {history.items?.slice(0, SHOWN).map(restart => {
          const { status, word } = restartLook(restart.state);
          return (
            <Box
              component="li"
              key={restart.id}
              sx={{
                py: 1,
                borderBottom: 1,
                borderColor: 'divider',
                fontSize: '0.8125rem',
                '& a:hover': { textDecoration: 'underline' },
              }}
            >
              <Link to={`/restarts/${encodeURIComponent(restart.id)}`}>
                <StatusLabel
                  status={status}
                  word={word}
                  since={restart.requestedAt}
                />
              </Link>
              <Typography variant="body2" color="text.secondary">
                {actorWords(restart.requestedBy)}
                {restart.reason && ` · “${restart.reason}”`}
              </Typography>
            </Box>
          );
        })}
      </Box>
      {history.items && history.items.length > 0 && (
        <Typography
          variant="body2"
          sx={{ mt: 1, '& a': { textDecoration: 'underline' } }}
        >
          <Link to={historyPath(workload)}>All of them</Link>
        </Typography>
      )}
    </Box>
  );
}
