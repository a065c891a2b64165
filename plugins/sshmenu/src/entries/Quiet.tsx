import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** What stands back in a row; whole on hover. */
export function Quiet(props: { title?: string; children: ReactNode }) {
  return (
    <Box
      component="span"
      title={props.title || undefined}
      sx={{ color: 'text.secondary' }}
    >
      {props.children}
    </Box>
  );
}
