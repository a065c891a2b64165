import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import { useCurrency } from '@wheelhouse/plugin-live';
import { type EntryList, keyOf, MINE } from '@wheelhouse/plugin-sshmenu-common';
import { ErrorState, LiveIndicator, PageFrame } from '@wheelhouse/ui';
import { useState } from 'react';
import { FollowedList } from './api/FollowedList';
import { ALL, useEntries, useLists, useMyRef } from './api/queries';
import { EntriesTab } from './entries/EntriesTab';
import { useSort } from './entries/useSort';
import { EntryFormPanel } from './form/EntryFormPanel';
import { ListRight } from './lists/ListRight';
import { mayWrite } from './lists/listRights';
import { LIST_PANEL, ListTabs, tabId } from './lists/ListTabs';
import { OpenedEntry } from './panel/OpenedEntry';
import { TerminalPanel } from './terminal/TerminalPanel';
import { useMenuAddress } from './useMenuAddress';

/** Of which lists one sees which is not known. */
const NOTHING_YET = { items: undefined, error: null, moreError: null };

/** Where one connects to: one's own list, and those of one's groups. */
export function SshMenuPage() {
  const address = useMenuAddress();
  const [terminal, setTerminal] = useState(false);
  const myRef = useMyRef();
  const lists = useLists();
  const { sort } = useSort();
  const known = lists.data ?? [];
  const shown = shownList(lists.data, address.list);
  const entries = useEntries(shown, sort);
  const { stateOf } = useCurrency();
  const list = known.find(one => one.list === shown);
  const opened = address.opened;

  return (
    <PageFrame
      title="SSH menu"
      purpose={
        <>
          Where you and your groups connect to, the same here and{' '}
          <Link
            component="button"
            color="inherit"
            underline="always"
            onClick={() => setTerminal(true)}
            sx={{ font: 'inherit', verticalAlign: 'baseline' }}
          >
            in your terminal
          </Link>
          .
        </>
      }
      action={
        <Button variant="contained" onClick={address.add}>
          Add entry
        </Button>
      }
      live={
        entries.items && <LiveIndicator state={stateOf(entries.isCurrent)} />
      }
    >
      {myRef &&
        known.map(one => (
          <FollowedList key={one.list} list={one.list} myRef={myRef} />
        ))}
      {lists.data && (
        <ListTabs lists={known} chosen={shown} onChoose={address.showList} />
      )}
      {lists.error && !lists.data ? (
        <ErrorState
          title="Your lists could not be loaded"
          error={lists.error}
          onRetry={() => void lists.refetch()}
        />
      ) : (
        <Box
          role="tabpanel"
          id={LIST_PANEL}
          aria-labelledby={lists.data && tabId(shown)}
        >
          {!lists.data && <Skeleton height={48} sx={{ mb: 1.5 }} />}
          {list && <ListRight list={list} />}
          <EntriesTab
            key={shown}
            entries={lists.data ? entries : { ...entries, ...NOTHING_YET }}
            lists={known}
            shown={shown}
          />
        </Box>
      )}
      {lists.data && opened === 'add' && (
        <EntryFormPanel
          task={{ kind: 'add', list: mayWrite(known, shown) ? shown : MINE }}
          lists={known}
          onClose={address.close}
        />
      )}
      {lists.data && opened && opened !== 'add' && address.entry && (
        <OpenedEntry
          key={keyOf(address.entry)}
          place={address.entry}
          opened={opened}
          items={entries.items}
          lists={known}
          onOpen={next => address.entry && address.open(address.entry, next)}
          onClose={address.close}
        />
      )}
      <TerminalPanel open={terminal} onClose={() => setTerminal(false)} />
    </PageFrame>
  );
}

/** The list that the address names, where one sees it; one list alone needs no view of all. */
function shownList(
  lists: readonly EntryList[] | undefined,
  wanted: string,
): string {
  if (!lists) return wanted;
  if (lists.some(({ list }) => list === wanted)) return wanted;
  return lists.length === 1 ? lists[0].list : ALL;
}
