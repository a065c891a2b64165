import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type MenuEntry, userProblem } from '@wheelhouse/plugin-sshmenu-common';
import { ErrorState, monoFont } from '@wheelhouse/ui';
import { type FormEvent, useState } from 'react';
import { useEntryActions } from '../api/useEntryActions';

/** The user name that one takes on a shared entry, for oneself alone. */
export function OwnUserField({ entry }: { entry: MenuEntry }) {
  const { chooseUser } = useEntryActions();
  const own = entry.ownUser ?? '';
  const [typed, setTyped] = useState(own);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [error, setError] = useState<unknown>();

  const choose = async (user: string | null) => {
    setBusy(true);
    setError(undefined);
    try {
      await chooseUser(entry, user);
      setTyped(user ?? '');
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const user = typed.trim();
    const wrong = user === '' ? undefined : userProblem(user);
    setProblem(wrong);
    if (!wrong) await choose(user || null);
  };
  return (
    <Box component="section" sx={{ mt: 3 }}>
      <Typography component="h3" variant="subtitle1">
        Your user name there
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        {entry.user
          ? `The list says ${entry.user}. Another one counts for you alone, on all of your machines.`
          : 'The list names none. One that you give counts for you alone, on all of your machines.'}
      </Typography>
      <Box
        component="form"
        onSubmit={submit}
        noValidate
        sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}
      >
        <TextField
          label="Your user name"
          value={typed}
          placeholder={entry.user}
          onChange={event => setTyped(event.target.value)}
          error={problem !== undefined}
          helperText={problem && `It ${problem}.`}
          inputProps={{
            autoComplete: 'off',
            autoCapitalize: 'off',
            spellCheck: false,
            style: { fontFamily: monoFont, fontSize: '0.8125rem' },
          }}
          sx={{ flex: 1 }}
        />
        <Button
          type="submit"
          variant="outlined"
          color="inherit"
          disabled={busy || typed.trim() === own}
          sx={{ minHeight: 40 }}
        >
          Take it
        </Button>
        {own !== '' && (
          <Button
            color="inherit"
            disabled={busy}
            onClick={() => void choose(null)}
            sx={{ minHeight: 40 }}
          >
            As the list
          </Button>
        )}
      </Box>
      {error !== undefined && (
        <Box sx={{ mt: 2 }}>
          <ErrorState title="It was not changed" error={error} />
        </Box>
      )}
    </Box>
  );
}
