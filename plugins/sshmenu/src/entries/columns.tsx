import PushPin from '@mui/icons-material/PushPin';
import Box from '@mui/material/Box';
import { type MenuEntry, targetOf } from '@wheelhouse/plugin-sshmenu-common';
import {
  type DataTableColumn,
  ShortName,
  TimeAgo,
  VisuallyHidden,
} from '@wheelhouse/ui';
import { Quiet } from './Quiet';

/** What is shown of an entry; `titleOf` says how its list is called, where several are shown together. */
export function entryColumns(
  titleOf: ((list: string) => string) | undefined,
): DataTableColumn<MenuEntry>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: '1.5fr',
      sortable: false,
      value: entry => entry.name,
      cell: entry => <EntryName entry={entry} />,
    },
    {
      id: 'target',
      header: 'Connects to',
      width: '2.2fr',
      sortable: false,
      value: targetOf,
      cell: entry => (
        <>
          <ShortName
            name={targetOf({ ...entry, jump: undefined })}
            length={34}
          />
          {entry.jump && (
            <Quiet title={`Through ${entry.jump}`}> via {entry.jump}</Quiet>
          )}
        </>
      ),
    },
    ...(titleOf
      ? [
          {
            id: 'list',
            header: 'List',
            width: '0.8fr',
            sortable: false,
            value: (entry: MenuEntry) => titleOf(entry.list),
            cell: (entry: MenuEntry) => <Quiet>{titleOf(entry.list)}</Quiet>,
          },
        ]
      : []),
    {
      id: 'tags',
      header: 'Tags',
      width: '1.1fr',
      sortable: false,
      list: 'none',
      value: entry => entry.tags?.join(' ') ?? null,
      cell: ({ tags = [] }) => (
        <Quiet title={tags.join(' ')}>{tags.join(' · ')}</Quiet>
      ),
    },
    {
      id: 'used',
      header: 'Last used',
      width: '1.4fr',
      sortable: false,
      value: entry => entry.lastUsed,
      cell: ({ lastUsed, lastUsedFrom }) => (
        <>
          <TimeAgo time={lastUsed} fallback="never" />
          {lastUsedFrom && (
            <Quiet title={`Last used from ${lastUsedFrom}`}>
              {' '}
              · {lastUsedFrom}
            </Quiet>
          )}
        </>
      ),
    },
    {
      id: 'uses',
      header: 'Uses',
      width: '56px',
      align: 'end',
      sortable: false,
      list: 'none',
      value: entry => entry.uses,
      cell: entry => entry.uses.toLocaleString('en'),
    },
    {
      id: 'jump',
      header: 'Jump hosts',
      sortable: false,
      hidden: true,
      list: 'none',
      value: entry => entry.jump ?? null,
    },
    {
      id: 'forwards',
      header: 'Forwards',
      sortable: false,
      hidden: true,
      list: 'none',
      value: entry => entry.forwards?.join(', ') ?? null,
    },
    {
      id: 'note',
      header: 'Note',
      sortable: false,
      hidden: true,
      list: 'none',
      value: entry => entry.note ?? null,
    },
  ];
}

function EntryName({ entry }: { entry: MenuEntry }) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        maxWidth: '100%',
        verticalAlign: 'middle',
        fontWeight: 500,
      }}
    >
      {entry.pinned && (
        <>
          <PushPin
            aria-hidden
            sx={{ fontSize: 14, color: 'primary.main', flexShrink: 0 }}
          />
          <VisuallyHidden>Pinned: </VisuallyHidden>
        </>
      )}
      <Box
        component="span"
        title={entry.name}
        sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}
      >
        {entry.name}
      </Box>
    </Box>
  );
}
