import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import {
  getCoreRowModel,
  getFilteredRowModel,
  getSortedRowModel,
  useReactTable,
} from '@tanstack/react-table';
import type { ColumnDef, Row as TableRow } from '@tanstack/react-table';
import { useEffect, useMemo } from 'react';
import { ErrorState } from '../page/ErrorState';
import { DataTableGrid } from './DataTableGrid';
import { DataTableList } from './DataTableList';
import { DataTableSkeleton } from './DataTableSkeleton';
import { DataTableTools } from './DataTableTools';
import type { DataTableColumn, DataTableProps } from './types';
import { useRememberedColumns } from './useRememberedColumns';
import { useTableState } from './useTableState';

function compareValues(
  left: string | number | null,
  right: string | number | null,
) {
  if (typeof left === 'number' && typeof right === 'number')
    return left - right;
  return String(left).localeCompare(String(right), undefined, {
    numeric: true,
    sensitivity: 'base',
  });
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
export function DataTable<Row>(props: DataTableProps<Row>) {
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
  } = props;
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
    state: { globalFilter: filter, sorting },
    // Nothing is paged here; resetting the page would draw the table once more at each change.
    autoResetAll: false,
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: 'includesString',
    getCoreRowModel: getCoreRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const visible = table.getRowModel().rows.map(row => row.original);

  // A filter has to see every row, or it would hide what only has not been loaded.
  useEffect(() => {
    if (filter && more && !more.loading) more.load();
  }, [filter, more]);

  const tools = props.tools !== false &&
    (rows === undefined || rows.length > 0) && (
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
  if (rows.length === 0) {
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
        <Typography color="text.secondary" sx={{ py: 4, textAlign: 'center' }}>
          Nothing matches “{filter}”
        </Typography>
      ) : (
        <Body
          label={label}
          columns={shown}
          rows={visible}
          rowId={rowId}
          onOpen={props.onOpen}
          actions={props.actions}
          sort={knownSort}
          onSort={setSort}
          more={more}
        />
      )}
    </>
  );
}
