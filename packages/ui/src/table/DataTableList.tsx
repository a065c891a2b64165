/* eslint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the list hears the keys for all rows, and the focus stands on the row */
import Box from '@mui/material/Box';
import { Fragment } from 'react';
import { drawCell, rowName } from './bodyProps';
import type { TableBodyProps } from './bodyProps';
import { controlStyles } from './controlStyles';
import { RowCheckbox } from './RowCheckbox';
import { TabStopContext } from './TabStopContext';
import type { DataTableColumn } from './types';
import { useRowFocus } from './useRowFocus';
import { useVirtualRows } from './useVirtualRows';

const estimatedHeight = 66;

function lines<Row>(columns: DataTableColumn<Row>[]) {
  const place = (column: DataTableColumn<Row>, index: number) =>
    column.list ?? (index === 0 ? 'first' : 'second');
  return {
    first: columns.filter((column, index) => place(column, index) === 'first'),
    second: columns.filter(
      (column, index) => place(column, index) === 'second',
    ),
  };
}

// Of all rows at once: styles of their own would be most of what drawing them costs.
const rowStyles = {
  '& [role=listitem]': {
    position: 'absolute',
    insetInline: 0,
    top: 0,
    display: 'flex',
    alignItems: 'center',
    gap: 1,
    px: 2,
    py: 1.25,
    borderBottom: 1,
    borderColor: 'divider',
    transition: 'background-color 0.6s',
    '&[data-selected], &[data-changed]': { bgcolor: 'action.selected' },
    '&:focus-visible': { outlineOffset: -2 },
  },
  '& [data-part=text]': { flex: 1, minWidth: 0 },
  '& [data-part=first]': {
    display: 'flex',
    gap: 1,
    fontWeight: 500,
    minWidth: 0,
  },
  '& [data-part=second]': {
    color: 'text.secondary',
    fontSize: '0.8125rem',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& [data-part=actions]': { display: 'flex', flexShrink: 0, gap: 0.5 },
};

/** Rows as a list of two lines, for small screens. */
export function DataTableList<Row>(props: TableBodyProps<Row>) {
  const { label, columns, rows, rowId, onOpen, actions, more } = props;
  const { selection, changed } = props;
  const virtual = useVirtualRows({
    count: rows.length,
    height: estimatedHeight,
    more,
  });
  const focus = useRowFocus({
    container: virtual.body,
    count: rows.length,
    scrollTo: virtual.scrollTo,
    onOpen: onOpen && (index => onOpen(rows[index])),
    selection,
  });
  const { first, second } = lines(columns);
  return (
    <Box
      role="list"
      aria-label={label}
      ref={virtual.body}
      onKeyDown={focus.onKeyDown}
      style={{ height: virtual.totalHeight }}
      sx={{
        position: 'relative',
        borderTop: 1,
        borderColor: 'divider',
        mx: -2,
        ...rowStyles,
        ...controlStyles,
      }}
    >
      {virtual.items.map(item => {
        const entry = rows[item.index];
        const active = item.index === focus.active;
        return (
          <TabStopContext.Provider key={rowId(entry)} value={active}>
            <div
              role="listitem"
              aria-posinset={item.index + 1}
              aria-setsize={rows.length}
              data-index={item.index}
              data-changed={changed.has(rowId(entry)) || undefined}
              data-selected={selection?.isSelected(item.index) || undefined}
              data-row-index={item.index}
              ref={virtual.measure}
              tabIndex={active ? 0 : -1}
              onFocus={() => focus.setActive(item.index)}
              onClick={onOpen && (() => onOpen(entry))}
              style={{
                transform: `translateY(${virtual.offset(item.start)}px)`,
              }}
            >
              {selection && (
                <RowCheckbox
                  name={rowName(columns, entry)}
                  checked={selection.isSelected(item.index)}
                  tabIndex={active ? 0 : -1}
                  onToggle={range => selection.toggle(item.index, range)}
                />
              )}
              <div data-part="text">
                <div data-part="first">
                  {first.map(column => (
                    <Fragment key={column.id}>
                      {drawCell(column, entry)}
                    </Fragment>
                  ))}
                </div>
                <div data-part="second">
                  {second.map((column, index) => (
                    <Fragment key={column.id}>
                      {index > 0 && ' · '}
                      {drawCell(column, entry)}
                    </Fragment>
                  ))}
                </div>
              </div>
              {actions && (
                <div
                  data-part="actions"
                  onClick={event => event.stopPropagation()}
                >
                  {actions(entry)}
                </div>
              )}
            </div>
          </TabStopContext.Provider>
        );
      })}
    </Box>
  );
}
