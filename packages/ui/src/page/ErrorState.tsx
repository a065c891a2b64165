import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { CopyButton } from '../names/CopyButton';
import { monoFont } from '../theme/typography';
import { describeError } from './describeError';

export interface ErrorStateProps {
  /** What happened, in words: `Your API keys could not be loaded`. */
  title: string;
  /** Whatever was thrown; a Backstage `ResponseError` gives its message and request id. */
  error: unknown;
  /** What to do, where the page knows better than the status code. */
  next?: string;
  onRetry?: () => void;
}

/** What happened, why, what to do, and the request id to hand on. */
export function ErrorState(props: ErrorStateProps) {
  const { title, error, next, onRetry } = props;
  const description = describeError(error);
  return (
    <Box
      role="alert"
      sx={{
        display: 'flex',
        gap: 1.5,
        p: 2,
        border: 1,
        borderColor: 'divider',
        borderLeft: '3px solid',
        borderLeftColor: 'error.main',
        borderRadius: 1,
        bgcolor: 'background.paper',
      }}
    >
      <ErrorOutlined
        aria-hidden
        sx={{ color: 'error.main', fontSize: 20, mt: '1px' }}
      />
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography sx={{ fontWeight: 500 }}>{title}</Typography>
        <Typography sx={{ mt: 0.25, overflowWrap: 'anywhere' }}>
          {description.why}
        </Typography>
        <Typography color="text.secondary">
          {next ?? description.next}
        </Typography>
        {description.requestId && (
          <Typography
            component="div"
            variant="caption"
            color="text.secondary"
            sx={{
              display: 'flex',
              alignItems: 'center',
              flexWrap: 'wrap',
              mt: 0.5,
            }}
          >
            Request id&nbsp;
            <Box
              component="code"
              sx={{ fontFamily: monoFont, overflowWrap: 'anywhere' }}
            >
              {description.requestId}
            </Box>
            <CopyButton text={description.requestId} what="request id" />
          </Typography>
        )}
        {onRetry && (
          <Button
            variant="outlined"
            color="inherit"
            size="small"
            onClick={onRetry}
            sx={{ mt: 1 }}
          >
            Retry
          </Button>
        )}
      </Box>
    </Box>
  );
}
