import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { VisuallyHidden } from '../page/VisuallyHidden';
import type { TableBodyProps } from './bodyProps';
import { controlStyles } from './controlStyles';
import { GridRow } from './GridRow';
import type { GridRowProps } from './GridRow';
import { AllRowsCheckbox } from './RowCheckbox';
import type { DataTableColumn } from './types';
import { useRowFocus } from './useRowFocus';
import { useStable } from './useStable';
import { useVirtualRows } from './useVirtualRows';

const rowHeight = 46;

function tracks<Row>(
  columns: DataTableColumn<Row>[],
  parts: { selection: boolean; actions: boolean },
): string {
  return [
    ...(parts.selection ? ['24px'] : []),
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

// Of all rows at once: styles of their own would be most of what drawing them costs.
const rowStyles = {
  '& [role=rowgroup]': sameTracks,
  '& [role=row]': {
    ...sameTracks,
    alignItems: 'center',
    px: 2,
    borderBottom: 1,
    borderColor: 'divider',
  },
  '& [data-row-index]': {
    height: rowHeight,
    transition: 'background-color 0.6s',
    '&[data-last]': { borderBottom: 0 },
    '&[data-opens]': { cursor: 'pointer' },
    '&[aria-selected=true], &[data-changed]': { bgcolor: 'action.selected' },
    '&:hover': { bgcolor: 'action.hover' },
    '&:focus-visible': { outlineOffset: -2, bgcolor: 'action.hover' },
  },
  '& [role=gridcell]': {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '& > span': { verticalAlign: 'middle' },
    '&[data-figures]': { textAlign: 'end' },
    '&[data-part=choice]': { ml: -0.5, overflow: 'visible' },
    '&[data-part=actions]': {
      display: 'flex',
      justifyContent: 'flex-end',
      gap: 0.5,
      overflow: 'visible',
    },
  },
};

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
  const open = useStable((entry: unknown) => onOpen?.(entry as Row));
  const toggle = useStable((index: number, range: boolean) =>
    selection?.toggle(index, range),
  );
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
        ...rowStyles,
        ...controlStyles,
      }}
    >
      <div role="rowgroup">
        <Box
          role="row"
          aria-rowindex={1}
          sx={{
            height: 38,
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
      </div>
      <div
        role="rowgroup"
        ref={virtual.body}
        style={{
          paddingTop: first ? virtual.offset(first.start) : 0,
          paddingBottom: last
            ? virtual.totalHeight - virtual.offset(last.end)
            : 0,
        }}
      >
        {virtual.items.map(item => {
          const entry = rows[item.index];
          const id = rowId(entry);
          return (
            <GridRow
              key={id}
              entry={entry}
              index={item.index}
              isLast={item.index === rows.length - 1}
              active={item.index === focus.active}
              selected={selection?.isSelected(item.index)}
              changed={changed.has(id)}
              columns={columns as DataTableColumn<unknown>[]}
              onFocus={focus.setActive}
              onToggle={toggle}
              onOpen={onOpen && open}
              actions={actions as GridRowProps['actions']}
            />
          );
        })}
      </div>
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
