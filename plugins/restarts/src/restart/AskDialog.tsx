import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type FormEvent, type ReactNode, useId } from 'react';

/** A question before something is restarted. While it is sent off, it can neither be sent again nor closed. */
export function AskDialog(props: {
  title: string;
  /** Id of the text that says what will happen. */
  describedBy?: string;
  width: 'xs' | 'sm';
  pending: boolean;
  /** Whether it can be answered. */
  ready: boolean;
  submitLabel: string;
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, describedBy, width, pending, ready } = props;
  const { submitLabel, onSubmit, onClose, children } = props;
  const titleId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !pending) void onSubmit();
  };
  return (
    <Dialog
      open
      onClose={pending ? undefined : onClose}
      maxWidth={width}
      fullWidth
      aria-labelledby={titleId}
      aria-describedby={describedBy}
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </DialogTitle>
        <DialogContent>{children}</DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose} disabled={pending}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            disabled={!ready || pending}
          >
            {submitLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
