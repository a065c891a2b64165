/* eslint-disable jsx-a11y/no-autofocus -- a dialog has to take the focus to somewhere useful */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId } from 'react';
import { commandKey } from './commandKey';
import { Key } from './Key';

const shortcuts: Array<{ keys: string[]; does: string }> = [
  { keys: [commandKey, 'K'], does: 'Go to a page or do something' },
  { keys: ['/'], does: 'Filter the list' },
  { keys: ['↑', '↓'], does: 'Move in a list' },
  { keys: ['Enter'], does: 'Open what is marked' },
  { keys: ['Esc'], does: 'Close, or clear the filter' },
  { keys: ['?'], does: 'Show this list' },
];

/** The keys that work on every page. */
export function ShortcutsDialog(props: { open: boolean; onClose: () => void }) {
  const titleId = useId();
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      maxWidth="xs"
      fullWidth
      aria-labelledby={titleId}
    >
      <DialogTitle id={titleId}>Keyboard shortcuts</DialogTitle>
      <DialogContent>
        <Box component="dl" sx={{ m: 0 }}>
          {shortcuts.map(({ keys, does }) => (
            <Box
              key={does}
              sx={{
                display: 'flex',
                flexDirection: 'row-reverse',
                py: 0.75,
                gap: 2,
              }}
            >
              <Box component="dt" sx={{ display: 'flex', gap: 0.5 }}>
                {keys.map(key => (
                  <Key key={key}>{key}</Key>
                ))}
              </Box>
              <Box component="dd" sx={{ m: 0, flex: 1 }}>
                {does}
              </Box>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button autoFocus color="inherit" onClick={props.onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
