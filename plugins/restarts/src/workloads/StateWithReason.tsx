import Box from '@mui/material/Box';
import { type Status, StatusLabel } from '@wheelhouse/ui';

/** A state in a word, and why it is so as far as there is room; the whole of it on hover. */
export function StateWithReason(props: {
  status: Status;
  word?: string;
  reason: string | undefined;
}) {
  const { status, word, reason } = props;
  return (
    <Box
      component="span"
      title={reason}
      sx={{ display: 'inline-flex', maxWidth: '100%', overflow: 'hidden' }}
    >
      <StatusLabel
        status={status}
        word={word}
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
