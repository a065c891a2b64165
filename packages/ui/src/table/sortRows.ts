import type { DataTableColumn } from './types';

// One for all comparisons: making one is what a comparison costs most.
const collator = new Intl.Collator(undefined, {
  numeric: true,
  sensitivity: 'base',
});

function compareValues(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number')
    return left - right;
  return collator.compare(String(left), String(right));
}

/** The rows by a column, those without a value last in both directions. */
export function sortRows<Row>(
  rows: readonly Row[],
  column: DataTableColumn<Row>,
  descending = false,
): Row[] {
  const keyed = rows.map(row => ({ row, value: column.value(row) }));
  keyed.sort((left, right) => {
    if (left.value === null || right.value === null)
      return Number(left.value === null) - Number(right.value === null);
    const order = compareValues(left.value, right.value);
    return descending ? -order : order;
  });
  return keyed.map(({ row }) => row);
}
