import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Snackbar, { type SnackbarCloseReason } from '@mui/material/Snackbar';
import { describeError } from '@wheelhouse/ui';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';

/** How long it can be undone without looking for it, in milliseconds; pointing at it or its focus stops the time. */
const SHOWN = 12_000;

interface Told {
  text: string;
  failed?: boolean;
  undo?: () => Promise<string>;
}

export interface Done {
  /** Tells what was done. `undo` takes it back and says what is so then. */
  tell(text: string, undo?: () => Promise<string>): void;
  /** Tells what did not work. */
  fail(text: string, error: unknown): void;
}

const DoneContext = createContext<Done | undefined>(undefined);

export function useDone(): Done {
  const done = useContext(DoneContext);
  if (!done) throw new Error('useDone is only there inside a DoneProvider');
  return done;
}

/** Holds the line at the foot of the page that says what was done last, and takes it back. */
export function DoneProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told & { number: number }>();
  const [open, setOpen] = useState(false);
  const say = useCallback((next: Told) => {
    setTold(before => ({ ...next, number: (before?.number ?? 0) + 1 }));
    setOpen(true);
  }, []);
  const done = useMemo<Done>(
    () => ({
      tell: (text, undo) => say({ text, undo }),
      fail: (text, error) => {
        const { why, next } = describeError(error);
        say({ text: `${text} ${why} ${next}`, failed: true });
      },
    }),
    [say],
  );
  const undo = async () => {
    if (!told?.undo) return;
    setOpen(false);
    try {
      done.tell(await told.undo());
    } catch (error) {
      done.fail('It could not be undone.', error);
    }
  };
  const close = (_?: unknown, reason?: SnackbarCloseReason) => {
    // What one clicks next is no answer to it.
    if (reason !== 'clickaway') setOpen(false);
  };
  return (
    <DoneContext.Provider value={done}>
      {children}
      <Snackbar
        key={told?.number}
        open={open}
        onClose={close}
        autoHideDuration={told?.failed ? null : SHOWN}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
        sx={{
          bottom: {
            xs: 'calc(var(--wheelhouse-bottom, 0px) + 72px)',
            sm: 24,
          },
        }}
      >
        <Alert
          icon={false}
          severity={told?.failed ? 'error' : 'info'}
          role={told?.failed ? 'alert' : 'status'}
          onClose={told?.undo ? undefined : () => close()}
          action={
            told?.undo && (
              <Button color="inherit" size="small" onClick={undo}>
                Undo
              </Button>
            )
          }
          sx={{
            bgcolor: 'background.paper',
            color: 'text.primary',
            border: 1,
            borderColor: told?.failed ? 'error.main' : 'divider',
            boxShadow: '0 8px 24px rgba(0,0,0,0.16)',
            maxWidth: 560,
            overflowWrap: 'anywhere',
          }}
        >
          {told?.text}
        </Alert>
      </Snackbar>
    </DoneContext.Provider>
  );
}
