/* eslint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the table hears the keys for all rows, and the focus stands on the row */
import { memo } from 'react';
import type { ReactNode } from 'react';
import { drawCell, rowName } from './bodyProps';
import { RowCheckbox } from './RowCheckbox';
import { TabStopContext } from './TabStopContext';
import type { DataTableColumn } from './types';

export interface GridRowProps {
  entry: unknown;
  index: number;
  isLast: boolean;
  active: boolean;
  /** Undefined: rows cannot be chosen. */
  selected: boolean | undefined;
  changed: boolean;
  columns: DataTableColumn<unknown>[];
  onFocus: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onOpen: ((entry: unknown) => void) | undefined;
  actions: ((entry: unknown) => ReactNode) | undefined;
}

/** One row of the table; drawn again only when something about it has changed. Its styles are the table's. */
export const GridRow = memo(function drawRow(props: GridRowProps) {
  const { entry, index, isLast, active, selected, changed, columns } = props;
  const { onFocus, onToggle, onOpen, actions } = props;
  return (
    <TabStopContext.Provider value={active}>
      <div
        role="row"
        aria-rowindex={index + 2}
        aria-selected={selected}
        data-changed={changed || undefined}
        data-row-index={index}
        data-last={isLast || undefined}
        data-opens={onOpen ? true : undefined}
        tabIndex={active ? 0 : -1}
        onFocus={() => onFocus(index)}
        onClick={onOpen && (() => onOpen(entry))}
      >
        {selected !== undefined && (
          <div
            role="gridcell"
            data-part="choice"
            onClick={event => event.stopPropagation()}
          >
            <RowCheckbox
              name={rowName(columns, entry)}
              checked={selected}
              tabIndex={active ? 0 : -1}
              onToggle={range => onToggle(index, range)}
            />
          </div>
        )}
        {columns.map(column => (
          <div
            key={column.id}
            role="gridcell"
            data-figures={column.align === 'end' || undefined}
          >
            {drawCell(column, entry)}
          </div>
        ))}
        {actions && (
          <div
            role="gridcell"
            data-part="actions"
            onClick={event => event.stopPropagation()}
          >
            {actions(entry)}
          </div>
        )}
      </div>
    </TabStopContext.Provider>
  );
});
