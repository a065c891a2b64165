import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type Status, StatusLabel, VisuallyHidden } from '@wheelhouse/ui';
import type { ReactNode } from 'react';

/** How something that goes on stands, in one line; when that changes it is read out. */
export function StatusHeadline(props: {
  status: Status;
  word: string;
  summary: string;
  /** For how long; it is not read out, for it may change every second. */
  took: string | undefined;
  /** What explains it further. */
  children?: ReactNode;
}) {
  const { status, word, summary, took, children } = props;
  return (
    <Box>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'baseline',
          columnGap: 1.5,
          fontSize: '1rem',
          '& svg': { width: 20, height: 20 },
        }}
      >
        <StatusLabel status={status} word={word} />
        <Typography
          component="span"
          sx={{ minWidth: 0, overflowWrap: 'anywhere' }}
        >
          {summary}
        </Typography>
        {took && (
          <Typography
            component="span"
            color="text.secondary"
            data-figures
            sx={{ ml: { sm: 'auto' } }}
          >
            {took}
          </Typography>
        )}
      </Box>
      {children}
      <VisuallyHidden role="status">{`${word}. ${summary}`}</VisuallyHidden>
    </Box>
  );
}
