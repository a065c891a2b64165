import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import {
  describeProblems,
  type EntryList,
  type MenuEntry,
  MINE,
  sshCommandFor,
  titleOfList,
} from '@wheelhouse/plugin-sshmenu-common';
import { SidePanel } from '@wheelhouse/ui';
import { useEntryActions } from '../api/useEntryActions';
import { mayWrite, sharableInto } from '../lists/listRights';
import { CommandLine } from '../terminal/CommandLine';
import type { Opened } from '../useMenuAddress';
import { EntryFacts } from './EntryFacts';
import { OwnUserField } from './OwnUserField';

/** One entry: its command, all that is known of it, and what can be done. */
export function EntryPanel(props: {
  entry: MenuEntry;
  lists: EntryList[];
  onOpen: (opened: Exclude<Opened, 'add'>) => void;
  onClose: () => void;
}) {
  const { entry, lists, onOpen, onClose } = props;
  const actions = useEntryActions();
  const command = sshCommandFor(entry);
  const writable = mayWrite(lists, entry.list);
  const list = lists.find(known => known.list === entry.list);
  return (
    <SidePanel
      open
      title={entry.name}
      onClose={onClose}
      footer={
        <>
          {writable && (
            <>
              <Button
                color="error"
                onClick={() => {
                  onClose();
                  void actions.remove(entry);
                }}
                sx={{ mr: 'auto' }}
              >
                Delete
              </Button>
              <Button color="inherit" onClick={() => void actions.pin(entry)}>
                {entry.pinned ? 'Unpin' : 'Pin'}
              </Button>
            </>
          )}
          <Button color="inherit" onClick={() => onOpen('duplicate')}>
            Duplicate
          </Button>
          {sharableInto(lists, entry).length > 0 && (
            <Button color="inherit" onClick={() => onOpen('share')}>
              Share
            </Button>
          )}
          {writable && (
            <Button variant="contained" onClick={() => onOpen('edit')}>
              Edit
            </Button>
          )}
        </>
      }
    >
      {command.ok ? (
        <CommandLine command={command.value} what="ssh command" />
      ) : (
        <Alert severity="warning" variant="outlined">
          Nothing should connect to this entry:{' '}
          {describeProblems(command.problems)}.
        </Alert>
      )}
      <Box sx={{ mt: 2.5 }}>
        <EntryFacts
          entry={entry}
          list={list?.title ?? titleOfList(entry.list)}
        />
      </Box>
      {entry.list !== MINE && (
        <OwnUserField key={entry.ownUser ?? ''} entry={entry} />
      )}
    </SidePanel>
  );
}
