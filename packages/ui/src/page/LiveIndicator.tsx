import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';

export interface LiveIndicatorProps {
  /** `live`: changes appear by themselves. `waiting`: the connection is being made again. */
  state: 'live' | 'waiting';
}

const words = {
  live: { word: 'Live', hint: 'Changes appear here by themselves' },
  waiting: {
    word: 'Reconnecting',
    hint: 'The connection was lost and is being made again; what you see may be old',
  },
};

/** Says whether what the page shows keeps itself up to date. */
export function LiveIndicator(props: LiveIndicatorProps) {
  const { word, hint } = words[props.state];
  return (
    <Tooltip title={hint} describeChild>
      <Box
        role="status"
        tabIndex={0}
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.75,
          color: 'text.secondary',
          typography: 'caption',
        }}
      >
        <Box
          aria-hidden
          sx={{
            width: 7,
            height: 7,
            borderRadius: '50%',
            bgcolor: props.state === 'live' ? 'success.main' : 'warning.main',
          }}
        />
        {word}
      </Box>
    </Tooltip>
  );
}
