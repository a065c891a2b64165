import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

export interface SidePanelProps {
  open: boolean;
  title: string;
  onClose: () => void;
  /** Only its buttons close it: a click beside it or Escape would lose something. */
  keepOpen?: boolean;
  /** Buttons that stay in sight at the foot. */
  footer?: ReactNode;
  children: ReactNode;
}

/** A panel at the side for one thing of a list; the whole screen where that is small. */
export function SidePanel(props: SidePanelProps) {
  const { open, title, onClose, keepOpen, footer, children } = props;
  const titleId = useId();
  return (
    <Drawer
      anchor="right"
      open={open}
      onClose={keepOpen ? undefined : onClose}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
        // The focus begins here; a frame around all of it would say nothing.
        sx: { width: { xs: '100%', sm: 520 }, outline: 'none !important' },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          px: { xs: 2, sm: 3 },
          py: 1.5,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography
          id={titleId}
          variant="h2"
          sx={{ flex: 1, overflowWrap: 'anywhere' }}
        >
          {title}
        </Typography>
        <IconButton aria-label="Close" onClick={onClose}>
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Box>
      <Box sx={{ flex: 1, overflowY: 'auto', px: { xs: 2, sm: 3 }, py: 2.5 }}>
        {children}
      </Box>
      {footer && (
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            justifyContent: 'flex-end',
            gap: 1,
            px: { xs: 2, sm: 3 },
            py: 1.5,
            borderTop: 1,
            borderColor: 'divider',
          }}
        >
          {footer}
        </Box>
      )}
    </Drawer>
  );
}
