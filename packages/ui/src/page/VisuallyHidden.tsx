import Box from '@mui/material/Box';
import type { BoxProps } from '@mui/material/Box';

/** Something for those who hear the page. */
export function VisuallyHidden(props: BoxProps<'span'>) {
  return (
    <Box
      component="span"
      {...props}
      sx={{
        position: 'absolute',
        // A number up to 1 would be a share of the parent.
        width: '1px',
        height: '1px',
        m: '-1px',
        overflow: 'hidden',
        clipPath: 'inset(50%)',
        whiteSpace: 'nowrap',
      }}
    />
  );
}
