import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { EntryList, MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import { ErrorState } from '@wheelhouse/ui';
import { type FormEvent, useId, useState } from 'react';
import { useEntryActions } from '../api/useEntryActions';
import { mayWrite, sharableInto } from '../lists/listRights';

/** Puts an entry into a group's list: a copy of it, or the entry itself. */
export function ShareDialog(props: {
  entry: MenuEntry;
  lists: EntryList[];
  onClose: () => void;
}) {
  const { lists, onClose } = props;
  // It leaves its list when it is moved.
  const [entry] = useState(props.entry);
  const titleId = useId();
  const actions = useEntryActions();
  const groups = sharableInto(lists, entry);
  const [list, setList] = useState(groups[0]?.list ?? '');
  const [how, setHow] = useState<'copy' | 'move'>('copy');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const mayMove = mayWrite(lists, entry.list);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const to = groups.find(group => group.list === list);
    if (busy || !to) return;
    setBusy(true);
    setError(undefined);
    try {
      await actions.share(entry, to, how);
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={busy ? undefined : onClose}
      maxWidth="xs"
      fullWidth
      aria-labelledby={titleId}
    >
      <form onSubmit={submit}>
        <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
          Share {entry.name} with a group
        </DialogTitle>
        <DialogContent>
          <Typography color="text.secondary" sx={{ mb: 2.5 }}>
            Everyone in the group finds it here and in their terminal, with its
            user name, tags and note. Each can take another user name for
            themselves.
          </Typography>
          <TextField
            select
            fullWidth
            label="Group"
            value={list}
            onChange={event => setList(event.target.value)}
          >
            {groups.map(group => (
              <MenuItem key={group.list} value={group.list}>
                {group.title}
              </MenuItem>
            ))}
          </TextField>
          {mayMove && (
            <RadioGroup
              aria-label="How to share it"
              value={how}
              onChange={(_, next) => setHow(next as 'copy' | 'move')}
              sx={{ mt: 1.5 }}
            >
              <Choice value="copy" label="Copy: it stays where it is, too" />
              <Choice
                value="move"
                label="Move: it is in the group’s list alone"
              />
            </RadioGroup>
          )}
          {error !== undefined && (
            <Box sx={{ mt: 2 }}>
              <ErrorState title="It was not shared" error={error} />
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={busy}>
            {how === 'copy' ? 'Copy into the group' : 'Move into the group'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Choice(props: { value: string; label: string }) {
  return (
    <FormControlLabel
      {...props}
      control={<Radio size="small" />}
      componentsProps={{ typography: { variant: 'body2' } }}
    />
  );
}
