import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Restart } from '@wheelhouse/plugin-restarts-common';
import {
  type DataTableColumn,
  ShortName,
  StatusLabel,
  TimeAgo,
} from '@wheelhouse/ui';
import { actorWords, durationWords, restartLook } from '../words';

export const historyColumns: DataTableColumn<Restart>[] = [
  {
    id: 'workload',
    header: 'Workload',
    width: '1.6fr',
    sortable: false,
    list: 'first',
    value: restart => restart.name,
    cell: restart => (
      <Box sx={{ minWidth: 0 }}>
        <ShortName name={restart.name} />
        <Typography
          component="div"
          variant="caption"
          color="text.secondary"
          noWrap
        >
          {restart.namespace} on {restart.cluster}
        </Typography>
      </Box>
    ),
  },
  {
    id: 'state',
    header: 'Outcome',
    width: '1.4fr',
    sortable: false,
    value: restart => restartLook(restart.state).word,
    cell: restart => {
      const { status, word } = restartLook(restart.state);
      return (
        <StatusLabel
          oneLine
          status={status}
          word={word}
          reason={restart.failure?.reason}
        />
      );
    },
  },
  {
    id: 'who',
    header: 'Who',
    width: '1.7fr',
    sortable: false,
    value: restart => actorWords(restart.requestedBy),
    cell: restart => (
      <span title={restart.requestedBy.ref}>
        {actorWords(restart.requestedBy)}
      </span>
    ),
  },
  {
    id: 'when',
    header: 'When',
    width: '110px',
    sortable: false,
    value: restart => restart.requestedAt,
    cell: restart => <TimeAgo time={restart.requestedAt} />,
  },
  {
    id: 'took',
    header: 'Took',
    width: '90px',
    align: 'end',
    sortable: false,
    list: 'none',
    value: restart => tookMilliseconds(restart),
    cell: restart => {
      const took = tookMilliseconds(restart);
      return took === null ? '–' : durationWords(took);
    },
  },
  {
    id: 'reason',
    header: 'Reason',
    width: '1.2fr',
    sortable: false,
    list: 'none',
    value: restart => restart.reason ?? null,
    cell: restart => (
      <span title={restart.reason}>{restart.reason ?? '–'}</span>
    ),
  },
];

function tookMilliseconds({ requestedAt, endedAt }: Restart): number | null {
  return endedAt ? Date.parse(endedAt) - Date.parse(requestedAt) : null;
}
