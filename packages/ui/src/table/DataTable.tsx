import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import {
  getCoreRowModel,
  getSortedRowModel,
  useReactTable,
} from '@tanstack/react-table';
import type { ColumnDef, Row as TableRow } from '@tanstack/react-table';
import { useCallback, useEffect, useMemo } from 'react';
import { ErrorState } from '../page/ErrorState';
import { DataTableGrid } from './DataTableGrid';
import { DataTableList } from './DataTableList';
import { DataTableSkeleton } from './DataTableSkeleton';
import { DataTableTools } from './DataTableTools';
import { searchRows } from './searchRows';
import type { DataTableColumn, DataTableProps } from './types';
import { useChangedRows } from './useChangedRows';
import { useRememberedColumns } from './useRememberedColumns';
import { useRowSelection } from './useRowSelection';
import { useTableState } from './useTableState';

// One for all comparisons: making one is what a comparison costs most.
const collator = new Intl.Collator(undefined, {
  numeric: true,
  sensitivity: 'base',
});

function compareValues(
  left: string | number | null,
  right: string | number | null,
) {
  if (typeof left === 'number' && typeof right === 'number')
    return left - right;
  return collator.compare(String(left), String(right));
}

function tableColumn<Row>(column: DataTableColumn<Row>): ColumnDef<Row> {
  return {
    id: column.id,
    // Undefined, unlike null, is put last in both directions.
    accessorFn: row => column.value(row) ?? undefined,
    sortUndefined: 'last',
    sortingFn: (left: TableRow<Row>, right: TableRow<Row>, id) =>
      compareValues(left.getValue(id), right.getValue(id)),
  };
}

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
  } = props;
  const selectable = props.selection !== undefined;
  const small = useMediaQuery(useTheme().breakpoints.down('sm'));
  const { filter, setFilter, sort, setSort } = useTableState(id, initialSort);
  const { hidden, setShown } = useRememberedColumns(id, columns);
  const shown = columns.filter(column => !hidden.has(column.id));
  const definitions = useMemo(() => columns.map(tableColumn), [columns]);
  const data = useMemo(() => rows ?? [], [rows]);
  const knownSort =
    sort && columns.some(column => column.id === sort.column)
      ? sort
      : undefined;
  const { column: sortColumn, descending } = knownSort ?? {};
  const sorting = useMemo(
    () => (sortColumn ? [{ id: sortColumn, desc: descending === true }] : []),
    [sortColumn, descending],
  );
  const table = useReactTable({
    data,
    columns: definitions,
    getRowId: rowId,
    state: { sorting },
    // Nothing is paged here; resetting the page would draw the table once more at each change.
    autoResetAll: false,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  // Sorted first: then a keystroke only has to look through what stands in order already.
  const ordered = table.getRowModel().rows;
  const sorted = useMemo(() => ordered.map(row => row.original), [ordered]);
  const search = useMemo(() => searchRows(columns), [columns]);
  const visible = useMemo(
    () => search(sorted, filter),
    [search, sorted, filter],
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
