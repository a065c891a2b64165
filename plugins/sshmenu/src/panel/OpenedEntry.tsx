import Skeleton from '@mui/material/Skeleton';
import {
  type EntryList,
  fieldsOf,
  keyOf,
  type MenuEntry,
  MINE,
} from '@wheelhouse/plugin-sshmenu-common';
import { EmptyState, ErrorState, SidePanel, statusOf } from '@wheelhouse/ui';
import { useRef } from 'react';
import { useEntry } from '../api/queries';
import type { EntryPlace } from '../api/sshmenuApi';
import { EntryFormPanel } from '../form/EntryFormPanel';
import { mayWrite } from '../lists/listRights';
import { ShareDialog } from '../share/ShareDialog';
import { type Opened } from '../useMenuAddress';
import { EntryPanel } from './EntryPanel';

interface OpenedProps {
  opened: Exclude<Opened, 'add'>;
  lists: EntryList[];
  onOpen: (opened: Exclude<Opened, 'add'>) => void;
  onClose: () => void;
}

/** The entry that the address names, and what is done with it; also where no list that was read has it. */
export function OpenedEntry(
  props: OpenedProps & { place: EntryPlace; items: MenuEntry[] | undefined },
) {
  const { place, opened, items, onClose } = props;
  const listed = items?.find(item => keyOf(item) === keyOf(place));
  const read = useEntry(place.id, listed === undefined);
  const last = useRef<MenuEntry>();
  // What somebody else deletes must not take away a form that is being filled in.
  const entry =
    listed ?? read.data ?? (opened === 'details' ? undefined : last.current);
  last.current = entry;
  if (entry) return <Task {...props} entry={entry} />;
  return (
    <SidePanel open title="SSH entry" onClose={onClose}>
      {statusOf(read.error) === 404 && (
        <EmptyState
          title="There is no such entry"
          description="It was deleted, or it is in a list that you do not see."
        />
      )}
      {read.error && statusOf(read.error) !== 404 && (
        <ErrorState
          title="The entry could not be loaded"
          error={read.error}
          onRetry={() => void read.refetch()}
        />
      )}
      {!read.error && <Skeleton height={160} aria-label="Loading the entry" />}
    </SidePanel>
  );
}

function Task(props: OpenedProps & { entry: MenuEntry }) {
  const { entry, opened, lists, onOpen, onClose } = props;
  const writable = mayWrite(lists, entry.list);
  if (opened === 'share') {
    return <ShareDialog entry={entry} lists={lists} onClose={onClose} />;
  }
  if (opened === 'duplicate') {
    const list = writable ? entry.list : MINE;
    const fields = { ...fieldsOf(entry), pinned: undefined };
    return (
      <EntryFormPanel
        key="duplicate"
        task={{ kind: 'add', list, fields }}
        lists={lists}
        onClose={onClose}
      />
    );
  }
  if (opened === 'edit' && writable) {
    return (
      <EntryFormPanel
        key="edit"
        task={{ kind: 'edit', entry }}
        lists={lists}
        onClose={onClose}
      />
    );
  }
  return (
    <EntryPanel entry={entry} lists={lists} onOpen={onOpen} onClose={onClose} />
  );
}
