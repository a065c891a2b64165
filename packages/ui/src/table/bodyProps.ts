import type { DataTableColumn, DataTableProps } from './types';
import type { RowSelection } from './useRowSelection';
import type { TableSort } from './useTableState';

/** What both ways of drawing rows need. */
export interface TableBodyProps<Row>
  extends Pick<
    DataTableProps<Row>,
    'label' | 'rowId' | 'onOpen' | 'actions' | 'more'
  > {
  columns: DataTableColumn<Row>[];
  /** What is chosen and how that changes, where rows can be. */
  selection?: RowSelection;
  /** Ids of rows that changed a moment ago. */
  changed: ReadonlySet<string>;
  /** Filtered and sorted. */
  rows: Row[];
  sort: TableSort | undefined;
  onSort: (sort: TableSort) => void;
}

/** What a row is called: its first line in the list of small screens. */
export function rowName<Row>(columns: DataTableColumn<Row>[], row: Row) {
  const naming = columns.find(column => column.list === 'first') ?? columns[0];
  return String(naming.value(row) ?? '');
}

export function drawCell<Row>(column: DataTableColumn<Row>, row: Row) {
  return column.cell ? column.cell(row) : column.value(row) ?? '–';
}
