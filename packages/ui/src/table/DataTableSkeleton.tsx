import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import type { DataTableColumn } from './types';

const rowsDrawn = 5;

/** Stands where the rows will stand, at their height. */
export function DataTableSkeleton<Row>(props: {
  label: string;
  columns: DataTableColumn<Row>[];
  small: boolean;
}) {
  const { label, columns, small } = props;
  return (
    <Box
      role="status"
      aria-label={`Loading: ${label}`}
      sx={{
        border: { xs: 0, sm: 1 },
        borderTop: 1,
        borderColor: { xs: 'divider', sm: 'divider' },
        borderRadius: { xs: 0, sm: 2 },
        pt: { xs: 0, sm: '38px' },
      }}
    >
      {Array.from({ length: rowsDrawn }, (_value, index) => (
        <Box
          key={index}
          sx={{
            display: 'grid',
            gridTemplateColumns: small
              ? '1fr'
              : columns
                  .map(column => `minmax(0, ${column.width ?? '1fr'})`)
                  .join(' '),
            alignContent: 'center',
            columnGap: 2,
            height: small ? 66 : 46,
            px: { xs: 0, sm: 2 },
            borderTop: index > 0 || !small ? 1 : 0,
            borderColor: 'divider',
          }}
        >
          {(small ? columns.slice(0, 2) : columns).map((column, position) => (
            <Skeleton key={column.id} width={position === 0 ? '70%' : '45%'} />
          ))}
        </Box>
      ))}
    </Box>
  );
}
