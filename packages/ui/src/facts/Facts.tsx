import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { monoFont } from '../theme/typography';

/** What is known of something, a line each: its name, then what it is. `dense` is for the side of a page. */
export function Facts(props: { dense?: boolean; children: ReactNode }) {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'max-content minmax(0, 1fr)',
        m: 0,
        ...(props.dense
          ? { columnGap: 2, rowGap: 0.75, fontSize: '0.8125rem' }
          : { columnGap: 3, rowGap: 1, typography: 'body1' }),
      }}
    >
      {props.children}
    </Box>
  );
}

/** One line of {@link Facts}; what says nothing is left out. */
export function Fact(props: {
  name: string;
  /** Names and addresses of machines. */
  mono?: boolean;
  children: ReactNode;
}) {
  const { name, mono, children } = props;
  if (children === undefined || children === '') return null;
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {name}
      </Box>
      <Box
        component="dd"
        sx={{
          m: 0,
          minWidth: 0,
          overflowWrap: 'anywhere',
          whiteSpace: 'pre-wrap',
          fontFamily: mono ? monoFont : undefined,
        }}
      >
        {children}
      </Box>
    </>
  );
}
