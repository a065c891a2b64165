import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { StatusLabel, TimeAgo } from '@wheelhouse/ui';
import type { HomeItem } from '@wheelhouse/ui';
import { Link } from 'react-router-dom';

/** One thing that needs the reader, or that they did. */
export function ItemLine(props: { item: HomeItem }) {
  const { item } = props;
  return (
    <Box
      component="li"
      sx={{
        listStyle: 'none',
        display: 'flex',
        alignItems: { xs: 'flex-start', sm: 'center' },
        gap: 2,
        minHeight: 45,
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
      }}
    >
      <Box
        sx={{
          flex: 1,
          minWidth: 0,
          display: 'flex',
          flexDirection: { xs: 'column', sm: 'row' },
          flexWrap: { sm: 'wrap' },
          columnGap: 1.5,
          alignItems: { sm: 'baseline' },
        }}
      >
        {item.status && <StatusLabel status={item.status} />}
        <Typography
          sx={{
            overflowWrap: 'anywhere',
            '& a:hover': { textDecoration: 'underline' },
          }}
        >
          {item.href ? <Link to={item.href}>{item.title}</Link> : item.title}
        </Typography>
        {item.detail && (
          <Typography variant="body2" color="text.secondary">
            {item.detail}
          </Typography>
        )}
      </Box>
      {item.time && (
        <Typography
          variant="body2"
          color="text.secondary"
          sx={{ whiteSpace: 'nowrap' }}
        >
          <TimeAgo time={item.time} />
        </Typography>
      )}
    </Box>
  );
}
