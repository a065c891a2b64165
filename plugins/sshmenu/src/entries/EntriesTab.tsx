import Box from '@mui/material/Box';
import {
  EntryFilter,
  type EntryList,
  keyOf,
  type MenuEntry,
  MINE,
  sortEntries,
  titleOfList,
} from '@wheelhouse/plugin-sshmenu-common';
import { DataTable, ErrorState, useStable } from '@wheelhouse/ui';
import { useCallback, useMemo, useState } from 'react';
import { ALL, type Entries } from '../api/queries';
import { useEntryActions } from '../api/useEntryActions';
import { mayWrite, sharableInto } from '../lists/listRights';
import { useMenuAddress } from '../useMenuAddress';
import { entryColumns } from './columns';
import { EntryMenu } from './EntryMenu';
import { EntryRowActions } from './EntryRowActions';
import { NoEntries } from './NoEntries';
import { SortSelect } from './SortSelect';
import { TagFilter } from './TagFilter';
import { tagsIn, withTags } from './tags';
import { useSort } from './useSort';

/** Typing finds as it does in the terminal. */
const find = (rows: MenuEntry[]) => {
  const filter = new EntryFilter(rows);
  return (typed: string) => filter.find(typed);
};

/** The entries of a list, or of all. */
export function EntriesTab(props: {
  entries: Entries;
  lists: EntryList[];
  shown: string;
}) {
  const { entries, lists, shown } = props;
  const { error, moreError, retry } = entries;
  const address = useMenuAddress();
  const { tags } = address;
  const { sort, sortBy } = useSort();
  const actions = useEntryActions();
  const [menu, setMenu] = useState<{ entry: MenuEntry; anchor: HTMLElement }>();

  const items = useMemo(() => {
    const known = new Set(lists.map(({ list }) => list));
    return entries.items?.filter(({ list }) => known.has(list));
  }, [entries.items, lists]);
  const sorted = useMemo(
    () => items && sortEntries(items, sort),
    [items, sort],
  );
  const rows = useMemo(() => sorted && withTags(sorted, tags), [sorted, tags]);
  const known = useMemo(() => tagsIn(rows ?? [], tags), [rows, tags]);
  const columns = useMemo(() => {
    if (shown !== ALL) return entryColumns(undefined);
    const titles = new Map(lists.map(({ list, title }) => [list, title]));
    return entryColumns(list => titles.get(list) ?? titleOfList(list));
  }, [lists, shown]);
  const openMenu = useStable((entry: MenuEntry, anchor: HTMLElement) =>
    setMenu({ entry, anchor }),
  );
  const rowActions = useCallback(
    (entry: MenuEntry) => <EntryRowActions entry={entry} onMenu={openMenu} />,
    [openMenu],
  );
  const group = lists.find(({ list }) => list === shown && list !== MINE);
  return (
    <>
      {moreError && (
        <Box sx={{ mb: 2 }}>
          <ErrorState
            title="Only a part of the entries could be loaded"
            error={moreError}
            onRetry={retry}
          />
        </Box>
      )}
      <DataTable
        id="entries"
        label="SSH entries"
        columns={columns}
        rows={rows}
        rowId={keyOf}
        version={versionOf}
        find={find}
        error={
          error
            ? { title: 'The entries could not be loaded', error }
            : undefined
        }
        onRetry={retry}
        onOpen={entry => address.open(entry)}
        actions={rowActions}
        filters={{
          controls: (
            <>
              <SortSelect sort={sort} onChange={sortBy} />
              <TagFilter
                tags={known}
                chosen={tags}
                onChange={address.chooseTags}
              />
            </>
          ),
          active: tags.length > 0,
          onClear: () => address.chooseTags([]),
        }}
        empty={
          <NoEntries
            group={group?.title}
            mayWrite={group === undefined || group.right === 'write'}
            onAdd={address.add}
          />
        }
      />
      <EntryMenu
        entry={menu?.entry}
        anchor={menu?.anchor}
        mayWrite={menu !== undefined && mayWrite(lists, menu.entry.list)}
        mayShare={
          menu !== undefined && sharableInto(lists, menu.entry).length > 0
        }
        actions={actions}
        onOpen={address.open}
        onClose={() => setMenu(undefined)}
      />
    </>
  );
}

/** What is seen of an entry that changes. */
function versionOf({ version, uses, lastUsed, ownUser }: MenuEntry): string {
  return `${version} ${uses} ${lastUsed} ${ownUser}`;
}
