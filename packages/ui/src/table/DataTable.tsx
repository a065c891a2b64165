import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useCallback, useEffect, useMemo } from 'react';
import { ErrorState } from '../page/ErrorState';
import { DataTableGrid } from './DataTableGrid';
import { DataTableList } from './DataTableList';
import { DataTableSkeleton } from './DataTableSkeleton';
import { DataTableTools } from './DataTableTools';
import { searchRows } from './searchRows';
import { sortRows } from './sortRows';
import type { DataTableProps } from './types';
import { useChangedRows } from './useChangedRows';
import { useRememberedColumns } from './useRememberedColumns';
import { useRowSelection } from './useRowSelection';
import { useTableState } from './useTableState';

/**
 * Rows with sort, filter and a choice of columns, in the same way on every page; a list of two lines on small screens.
 * Only the rows in sight are drawn. It scrolls with the page. `/` goes to the filter, arrows move, Enter opens.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const {
    id,
    label,
    columns,
    rows,
    rowId,
    error,
    onRetry,
    empty,
    initialSort,
    more,
    filters,
    find,
  } = props;
  const selectable = props.selection !== undefined;
  const small = useMediaQuery(useTheme().breakpoints.down('sm'));
  const { filter, setFilter, sort, setSort } = useTableState(id, initialSort);
  const { hidden, setShown } = useRememberedColumns(id, columns);
  const shown = useMemo(
    () => columns.filter(column => !hidden.has(column.id)),
    [columns, hidden],
  );
  const knownSort =
    sort && columns.some(column => column.id === sort.column)
      ? sort
      : undefined;
  const { column: sortColumn, descending } = knownSort ?? {};
  // Sorted first: then a keystroke only has to look through what stands in order already.
  const sorted = useMemo(() => {
    const column = columns.find(({ id: own }) => own === sortColumn);
    return column ? sortRows(rows ?? [], column, descending) : rows ?? [];
  }, [rows, columns, sortColumn, descending]);
  const search = useMemo(() => searchRows(columns), [columns]);
  const finder = useMemo(() => find?.(sorted), [find, sorted]);
  const visible = useMemo(
    () => finder?.(filter) ?? search(sorted, filter),
    [finder, search, sorted, filter],
  );
  const ids = useMemo(
    () => (selectable ? visible.map(rowId) : []),
    // What identifies a row does not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [visible, selectable],
  );
  const selection = useRowSelection(ids, props.selection);
  const changed = useChangedRows(rows, rowId, props.version);

  // A filter has to see every row, or it would hide what only has not been loaded.
  useEffect(() => {
    if (filter && more && !more.loading) more.load();
  }, [filter, more]);

  const clear = useCallback(() => {
    setFilter('');
    filters?.onClear();
  }, [setFilter, filters]);
  const tools = props.tools !== false &&
    (rows === undefined || rows.length > 0 || filters?.active) && (
      <DataTableTools
        label={label}
        columns={columns}
        hidden={hidden}
        onShown={setShown}
        filter={filter}
        onFilter={setFilter}
        sort={knownSort}
        onSort={setSort}
        small={small}
        search={props.search !== false}
        filters={filters?.controls}
        count={rows && visible.length}
      />
    );
  if (error) {
    return (
      <ErrorState title={error.title} error={error.error} onRetry={onRetry} />
    );
  }
  if (rows === undefined) {
    return (
      <>
        {tools}
        <DataTableSkeleton label={label} small={small} columns={shown} />
      </>
    );
  }
  if (rows.length === 0 && !filters?.active) {
    return (
      <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 2 }}>
        {empty}
      </Box>
    );
  }
  const Body = small ? DataTableList : DataTableGrid;
  return (
    <>
      {tools}
      {visible.length === 0 ? (
        <NothingMatches filter={filter} onClear={filters && clear} />
      ) : (
        <Body
          label={label}
          columns={shown}
          rows={visible}
          rowId={rowId}
          onOpen={props.onOpen}
          actions={props.actions}
          selection={selection}
          changed={changed}
          sort={knownSort}
          onSort={setSort}
          more={more}
        />
      )}
    </>
  );
}

function NothingMatches(props: { filter: string; onClear?: () => void }) {
  const { filter, onClear } = props;
  return (
    <Box sx={{ py: 4, textAlign: 'center' }}>
      <Typography color="text.secondary">
        {filter
          ? `Nothing matches “${filter}”`
          : 'Nothing matches these filters'}
      </Typography>
      {onClear && (
        <Button
          color="inherit"
          variant="outlined"
          onClick={onClear}
          sx={{ mt: 1.5 }}
        >
          Clear filters
        </Button>
      )}
    </Box>
  );
}
