import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { VisuallyHidden } from '../page/VisuallyHidden';
import { drawCell, rowName } from './bodyProps';
import type { TableBodyProps } from './bodyProps';
import { AllRowsCheckbox, RowCheckbox } from './RowCheckbox';
import { TabStopContext } from './TabStopContext';
import type { DataTableColumn } from './types';
import { useRowFocus } from './useRowFocus';
import { useVirtualRows } from './useVirtualRows';

const rowHeight = 46;

function tracks<Row>(
  columns: DataTableColumn<Row>[],
  parts: { selection: boolean; actions: boolean },
): string {
  return [
    ...(parts.selection ? ['28px'] : []),
    ...columns.map(column => `minmax(0, ${column.width ?? '1fr'})`),
    ...(parts.actions ? ['minmax(44px, max-content)'] : []),
  ].join(' ');
}

// Every row takes the tracks of the whole table, so that cells stand under their headings.
const sameTracks = {
  display: 'grid',
  gridTemplateColumns: 'subgrid',
  gridColumn: '1 / -1',
};
const rowStyle = { ...sameTracks, alignItems: 'center', px: 2 };

/** Rows as a table. */
export function DataTableGrid<Row>(props: TableBodyProps<Row>) {
  const { label, columns, rows, rowId, onOpen, actions, sort, onSort, more } =
    props;
  const { selection, changed } = props;
  const virtual = useVirtualRows({
    count: rows.length,
    height: rowHeight,
    more,
  });
  const focus = useRowFocus({
    container: virtual.body,
    count: rows.length,
    scrollTo: virtual.scrollTo,
    onOpen: onOpen && (index => onOpen(rows[index])),
    selection,
  });
  const [first, last] = [
    virtual.items[0],
    virtual.items[virtual.items.length - 1],
  ];
  return (
    <Box
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable={selection && true}
      onKeyDown={focus.onKeyDown}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        bgcolor: 'background.paper',
        overflow: 'clip',
        fontSize: '0.8125rem',
        display: 'grid',
        gridTemplateColumns: tracks(columns, {
          selection: selection !== undefined,
          actions: actions !== undefined,
        }),
        columnGap: 2,
      }}
    >
      <Box role="rowgroup" sx={sameTracks}>
        <Box
          role="row"
          aria-rowindex={1}
          sx={{
            ...rowStyle,
            height: 38,
            borderBottom: 1,
            borderColor: 'divider',
            color: 'text.secondary',
            fontSize: '0.75rem',
            fontWeight: 500,
          }}
        >
          {selection && (
            <Box role="columnheader" sx={{ ml: -0.5 }}>
              <AllRowsCheckbox selection={selection} />
            </Box>
          )}
          {columns.map(column => (
            <HeaderCell
              key={column.id}
              column={column}
              sort={sort}
              onSort={onSort}
            />
          ))}
          {actions && (
            <span role="columnheader">
              <VisuallyHidden>Actions</VisuallyHidden>
            </span>
          )}
        </Box>
      </Box>
      <Box
        role="rowgroup"
        ref={virtual.body}
        style={{
          paddingTop: first ? virtual.offset(first.start) : 0,
          paddingBottom: last
            ? virtual.totalHeight - virtual.offset(last.end)
            : 0,
        }}
        sx={sameTracks}
      >
        {virtual.items.map(item => {
          const entry = rows[item.index];
          const active = item.index === focus.active;
          const selected = selection?.isSelected(item.index);
          return (
            <TabStopContext.Provider key={rowId(entry)} value={active}>
              <Box
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={selected}
                data-changed={changed.has(rowId(entry)) || undefined}
                data-row-index={item.index}
                tabIndex={active ? 0 : -1}
                onFocus={() => focus.setActive(item.index)}
                onClick={onOpen && (() => onOpen(entry))}
                sx={{
                  ...rowStyle,
                  height: rowHeight,
                  borderBottom: item.index === rows.length - 1 ? 0 : 1,
                  borderColor: 'divider',
                  cursor: onOpen ? 'pointer' : 'default',
                  transition: 'background-color 0.6s',
                  '&[aria-selected=true], &[data-changed]': {
                    bgcolor: 'action.selected',
                  },
                  '&:hover': { bgcolor: 'action.hover' },
                  '&:focus-visible': {
                    outlineOffset: -2,
                    bgcolor: 'action.hover',
                  },
                }}
              >
                {selection && (
                  <Box role="gridcell" sx={{ ml: -0.5 }}>
                    <RowCheckbox
                      name={rowName(columns, entry)}
                      index={item.index}
                      selection={selection}
                      tabIndex={active ? 0 : -1}
                    />
                  </Box>
                )}
                {columns.map(column => (
                  <Box
                    key={column.id}
                    role="gridcell"
                    data-figures={column.align === 'end' || undefined}
                    sx={{
                      minWidth: 0,
                      overflow: 'hidden',
                      textOverflow: 'ellipsis',
                      whiteSpace: 'nowrap',
                      textAlign: column.align ?? 'start',
                      '& > span': { verticalAlign: 'middle' },
                    }}
                  >
                    {drawCell(column, entry)}
                  </Box>
                ))}
                {actions && (
                  <Box
                    role="gridcell"
                    onClick={event => event.stopPropagation()}
                    sx={{
                      display: 'flex',
                      justifyContent: 'flex-end',
                      gap: 0.5,
                    }}
                  >
                    {actions(entry)}
                  </Box>
                )}
              </Box>
            </TabStopContext.Provider>
          );
        })}
      </Box>
    </Box>
  );
}

function HeaderCell<Row>(
  props: Pick<TableBodyProps<Row>, 'sort' | 'onSort'> & {
    column: DataTableColumn<Row>;
  },
) {
  const { column, sort, onSort } = props;
  const sorted = sort?.column === column.id ? sort : undefined;
  const Arrow = sorted?.descending ? ArrowDownward : ArrowUpward;
  let direction: 'ascending' | 'descending' | 'none' | undefined;
  if (sorted) direction = sorted.descending ? 'descending' : 'ascending';
  else if (column.sortable !== false) direction = 'none';
  return (
    <Box
      role="columnheader"
      aria-sort={direction}
      sx={{ textAlign: column.align ?? 'start' }}
    >
      {column.sortable === false ? (
        column.header
      ) : (
        <ButtonBase
          onClick={() =>
            onSort({
              column: column.id,
              descending: sorted ? !sorted.descending : false,
            })
          }
          sx={{
            font: 'inherit',
            borderRadius: 0.5,
            gap: 0.5,
            color: sorted ? 'text.primary' : 'inherit',
            '& svg': { fontSize: 14, opacity: sorted ? 1 : 0 },
            '&:hover svg, &:focus-visible svg': { opacity: sorted ? 1 : 0.5 },
          }}
        >
          {column.header}
          <Arrow aria-hidden />
        </ButtonBase>
      )}
    </Box>
  );
}
