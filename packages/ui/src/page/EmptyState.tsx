import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  /** What would be here: `No API keys yet`. */
  title: string;
  /** What it would be good for, in one or two lines. */
  description?: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
}

/** Stands where a list would stand if it had something. */
export function EmptyState(props: EmptyStateProps) {
  const { title, description, action } = props;
  return (
    <Box sx={{ py: 5, px: 2, textAlign: 'center' }}>
      <Typography sx={{ fontWeight: 500 }}>{title}</Typography>
      {description && (
        <Typography
          color="text.secondary"
          sx={{ mt: 0.5, maxWidth: 460, mx: 'auto' }}
        >
          {description}
        </Typography>
      )}
      {action && <Box sx={{ mt: 2 }}>{action}</Box>}
    </Box>
  );
}
