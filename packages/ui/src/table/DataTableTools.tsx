import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { VisuallyHidden } from '../page/VisuallyHidden';
import { isTyping } from '../palette/isTyping';
import { ColumnMenu } from './ColumnMenu';
import { SortMenu } from './SortMenu';
import type { DataTableColumn } from './types';
import type { TableSort } from './useTableState';

/** The filter of a table and its menus. */
export function DataTableTools<Row>(props: {
  label: string;
  columns: DataTableColumn<Row>[];
  hidden: Set<string>;
  onShown: (column: string, shown: boolean) => void;
  filter: string;
  onFilter: (text: string) => void;
  sort: TableSort | undefined;
  onSort: (sort: TableSort) => void;
  small: boolean;
  /** Whether there is a filter field. */
  search: boolean;
  /** Further filters. */
  filters?: ReactNode;
  /** Rows that match; absent while loading. */
  count: number | undefined;
}) {
  const {
    label,
    columns,
    hidden,
    onShown,
    filter,
    onFilter,
    sort,
    onSort,
    small,
    search,
    filters,
    count,
  } = props;
  const sortable = columns.some(column => column.sortable !== false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focusFilter = (event: KeyboardEvent) => {
      if (
        event.key !== '/' ||
        isTyping(event) ||
        event.ctrlKey ||
        event.metaKey
      )
        return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', focusFilter);
    return () => window.removeEventListener('keydown', focusFilter);
  }, []);
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        mb: 1.5,
        alignItems: 'center',
      }}
    >
      {search && (
        <TextField
          inputRef={input}
          type="search"
          placeholder="Filter"
          value={filter}
          onChange={event => onFilter(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            if (filter) onFilter('');
            else input.current?.blur();
          }}
          sx={{ flex: { xs: 1, sm: '0 1 260px' }, minWidth: 160 }}
          inputProps={{
            'aria-label': `Filter: ${label}`,
            'aria-keyshortcuts': '/',
          }}
          InputProps={{
            startAdornment: (
              <InputAdornment position="start">
                <SearchOutlined sx={{ fontSize: 18 }} />
              </InputAdornment>
            ),
          }}
        />
      )}
      <VisuallyHidden role="status">
        {filter && count !== undefined ? `${count} match` : ''}
      </VisuallyHidden>
      {!small && filters}
      <Box sx={{ ml: 'auto' }}>
        {small && sortable && (
          <SortMenu columns={columns} sort={sort} onSort={onSort} />
        )}
        {!small && (
          <ColumnMenu columns={columns} hidden={hidden} onShown={onShown} />
        )}
      </Box>
      {small && filters && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, width: '100%' }}>
          {filters}
        </Box>
      )}
    </Box>
  );
}
