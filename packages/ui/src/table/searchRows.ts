import type { DataTableColumn } from './types';

/**
 * Finds rows in whose columns every word of a filter stands. What a row says is put together once: with thousands of rows
 * that is most of what a keystroke would cost.
 */
export function searchRows<Row extends object>(
  columns: DataTableColumn<Row>[],
) {
  const texts = new WeakMap<Row, string>();
  const searched = columns.filter(column => column.searchable !== false);
  const textOf = (row: Row) => {
    let text = texts.get(row);
    if (text === undefined) {
      text = searched
        .map(column => column.value(row) ?? '')
        .join('\n')
        .toLowerCase();
      texts.set(row, text);
    }
    return text;
  };
  return (rows: Row[], filter: string): Row[] => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return rows;
    return rows.filter(row => {
      const text = textOf(row);
      return words.every(word => text.includes(word));
    });
  };
}
