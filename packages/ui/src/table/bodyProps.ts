import type { DataTableColumn, DataTableProps } from './types';
import type { TableSort } from './useTableState';

/** What both ways of drawing rows need. */
export interface TableBodyProps<Row>
  extends Pick<
    DataTableProps<Row>,
    'label' | 'rowId' | 'onOpen' | 'actions' | 'more'
  > {
  columns: DataTableColumn<Row>[];
  /** Filtered and sorted. */
  rows: Row[];
  sort: TableSort | undefined;
  onSort: (sort: TableSort) => void;
}

export function drawCell<Row>(column: DataTableColumn<Row>, row: Row) {
  return column.cell ? column.cell(row) : column.value(row) ?? '–';
}
