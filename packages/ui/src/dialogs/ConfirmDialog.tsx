/* eslint-disable jsx-a11y/no-autofocus -- a dialog has to take the focus to somewhere useful */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useId, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { ErrorState } from '../page/ErrorState';

export interface ConfirmDialogProps {
  open: boolean;
  /** Names the thing: `Revoke the API key “deploy-bot”?` */
  title: string;
  /** What will happen. */
  consequence: ReactNode;
  /** A verb with its object: `Revoke key`. */
  confirmLabel: string;
  /** Something is taken away: the button is red. */
  destructive?: boolean;
  /** Only for what cannot be undone: this name has to be typed. */
  typedName?: string;
  /** The dialog closes when it is done; it stays and shows the error when it rejects. */
  onConfirm: () => Promise<unknown> | void;
  onClose: () => void;
}

/** Asks before something that matters. The focus returns to where it was. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    open,
    title,
    consequence,
    confirmLabel,
    destructive,
    typedName,
    onConfirm,
    onClose,
  } = props;
  const titleId = useId();
  const consequenceId = useId();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (!open) return;
    setTyped('');
    setError(undefined);
  }, [open]);

  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open={open}
      onClose={busy ? undefined : onClose}
      maxWidth="xs"
      fullWidth
      aria-labelledby={titleId}
      aria-describedby={consequenceId}
    >
      <form onSubmit={confirm}>
        <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </DialogTitle>
        <DialogContent>
          <Typography id={consequenceId} component="div" color="text.secondary">
            {consequence}
          </Typography>
          {typedName !== undefined && (
            <TextField
              fullWidth
              autoFocus
              autoComplete="off"
              sx={{ mt: 2 }}
              label={`Type ${typedName} to confirm`}
              value={typed}
              onChange={event => setTyped(event.target.value)}
            />
          )}
          {error !== undefined && (
            <Box sx={{ mt: 2 }}>
              <ErrorState
                title={`${confirmLabel}: it did not work`}
                error={error}
              />
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            autoFocus={typedName === undefined}
            color={destructive ? 'error' : 'primary'}
            disabled={busy || (typedName !== undefined && typed !== typedName)}
          >
            {confirmLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
