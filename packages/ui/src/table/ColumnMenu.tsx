import ViewColumnOutlined from '@mui/icons-material/ViewColumnOutlined';
import Checkbox from '@mui/material/Checkbox';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import type { DataTableColumn } from './types';

/** Which columns are shown. The first always is: it names the row. */
export function ColumnMenu<Row>(props: {
  columns: DataTableColumn<Row>[];
  hidden: Set<string>;
  onShown: (column: string, shown: boolean) => void;
}) {
  const { columns, hidden, onShown } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title="Choose columns">
        <IconButton
          size="small"
          aria-label="Choose columns"
          aria-haspopup="menu"
          onClick={event => setAnchor(event.currentTarget)}
        >
          <ViewColumnOutlined sx={{ fontSize: 20 }} />
        </IconButton>
      </Tooltip>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {columns.slice(1).map(column => {
          const shown = !hidden.has(column.id);
          return (
            <MenuItem
              key={column.id}
              role="menuitemcheckbox"
              aria-checked={shown}
              onClick={() => onShown(column.id, !shown)}
            >
              <Checkbox
                size="small"
                checked={shown}
                tabIndex={-1}
                disableRipple
                inputProps={{ 'aria-hidden': true }}
                sx={{ p: 0, mr: 1 }}
              />
              {column.header}
            </MenuItem>
          );
        })}
      </Menu>
    </>
  );
}
