import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import SwapVertOutlined from '@mui/icons-material/SwapVertOutlined';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { DataTableColumn } from './types';
import type { TableSort } from './useTableState';

/** The sort, where there are no headings to press. */
export function SortMenu<Row>(props: {
  columns: DataTableColumn<Row>[];
  sort: TableSort | undefined;
  onSort: (sort: TableSort) => void;
}) {
  const { columns, sort, onSort } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (column: string) => {
    onSort({
      column,
      descending: sort?.column === column ? !sort.descending : false,
    });
    setAnchor(null);
  };
  return (
    <>
      <IconButton
        aria-label="Sort"
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        <SwapVertOutlined sx={{ fontSize: 20 }} />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {columns
          .filter(column => column.sortable !== false)
          .map(column => {
            const sorted = sort?.column === column.id;
            const Arrow =
              sorted && sort.descending ? ArrowDownward : ArrowUpward;
            return (
              <MenuItem
                key={column.id}
                role="menuitemradio"
                aria-checked={sorted}
                selected={sorted}
                onClick={() => choose(column.id)}
              >
                {column.header}
                {sorted && <Arrow aria-hidden sx={{ fontSize: 16, ml: 1 }} />}
              </MenuItem>
            );
          })}
      </Menu>
    </>
  );
}
