import type { ReactNode } from 'react';

export interface DataTableColumn<Row> {
  id: string;
  /** The heading. */
  header: string;
  /** By which rows are sorted and filtered; null goes last. */
  value: (row: Row) => string | number | null;
  /** How it is drawn; by default the value as text. */
  cell?: (row: Row) => ReactNode;
  /** A CSS grid track, e.g. `2fr` or `120px`; `1fr` by default. */
  width?: string;
  align?: 'start' | 'end';
  /** False: the heading does not sort. */
  sortable?: boolean;
  /** False: the filter does not look at it, e.g. a time, which nobody types as it is written. */
  searchable?: boolean;
  /** True: not shown until chosen. */
  hidden?: boolean;
  /** In the list of small screens: the first line, the second (several are joined), or not there. By default the first column is the first line and the others the second. */
  list?: 'first' | 'second' | 'none';
}

/** Rows that are chosen, to do something with several. The keyboard: Space, Shift with arrows, Ctrl A. */
export interface DataTableSelection {
  /** Their ids. */
  selected: ReadonlySet<string>;
  onChange: (selected: Set<string>) => void;
}

/** Filters beside the filter field, by which the rows that come in are narrowed already. */
export interface DataTableFilters {
  controls: ReactNode;
  /** Whether any of them is set: then no rows means that nothing matches. */
  active: boolean;
  onClear: () => void;
}

export interface DataTableProps<Row> {
  /** Unique in the page: prefix of its search parameters, and key of the remembered columns. */
  id: string;
  /** What the rows are, as its accessible name: `API keys`. */
  label: string;
  columns: DataTableColumn<Row>[];
  /** Absent: loading. */
  rows: Row[] | undefined;
  rowId: (row: Row) => string;
  /** Shown instead of rows; `title` says what could not be loaded. */
  error?: { title: string; error: unknown };
  onRetry?: () => void;
  /** An `EmptyState`, for no rows at all. */
  empty: ReactNode;
  /** Enter or a click on a row. */
  onOpen?: (row: Row) => void;
  /** Buttons at the end of a row. */
  actions?: (row: Row) => ReactNode;
  selection?: DataTableSelection;
  filters?: DataTableFilters;
  /** What changes when something about a row does: the row is marked for a moment. */
  version?: (row: Row) => string;
  /** Column and direction as long as the reader chose none. */
  initialSort?: { column: string; descending?: boolean };
  /**
   * Finds rows for what is typed, best first, in place of looking for every word in the columns. It is given all rows once
   * for many keystrokes.
   */
  find?: (rows: Row[]) => (typed: string) => Row[];
  /** False: no filter field, for rows of which the server knows more than are here. */
  search?: boolean;
  /** False: no filter field and no choice of columns, for lists that stay short. */
  tools?: boolean;
  /** More rows at the server: asked for when the reader comes near the end. */
  more?: { load: () => void; loading: boolean };
}
