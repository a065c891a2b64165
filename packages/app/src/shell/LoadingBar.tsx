import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { keyframes } from '@mui/material/styles';

const appear = keyframes({ from: { opacity: 0 }, to: { opacity: 1 } });

/** A thin bar at the top while code is fetched; what comes at once is not announced. */
export function LoadingBar() {
  return (
    <Box
      sx={{
        position: 'fixed',
        top: 'var(--wheelhouse-top, 0px)',
        insetInline: 0,
        zIndex: 'appBar',
        animation: `${appear} 200ms 200ms both`,
      }}
    >
      <LinearProgress aria-label="Loading" sx={{ height: 2 }} />
    </Box>
  );
}
