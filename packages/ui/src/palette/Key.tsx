import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** A key of the keyboard. */
export function Key(props: { children: ReactNode }) {
  return (
    <Box
      component="kbd"
      sx={{
        display: 'inline-block',
        minWidth: 20,
        px: 0.5,
        border: 1,
        borderColor: 'divider',
        borderRadius: '4px',
        color: 'text.secondary',
        bgcolor: 'background.default',
        font: 'inherit',
        fontSize: '0.6875rem',
        lineHeight: '18px',
        textAlign: 'center',
      }}
    >
      {props.children}
    </Box>
  );
}
