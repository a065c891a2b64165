import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { monoFont } from '@wheelhouse/ui';
import { type FormEvent, useState } from 'react';

export interface CodeFormProps {
  /** What was typed before. */
  typed: string;
  /** Why that will not do. */
  problem: string | undefined;
  onSubmit: (code: string) => void;
}

/** Takes the code that a device shows. */
export function CodeForm({ typed, problem, onSubmit }: CodeFormProps) {
  const [text, setText] = useState(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onSubmit(text.trim());
  };
  return (
    <Stack
      component="form"
      noValidate
      onSubmit={submit}
      spacing={2}
      sx={{ alignItems: 'flex-start' }}
    >
      <TextField
        label="Code"
        value={text}
        onChange={event => setText(event.target.value.toUpperCase())}
        error={problem !== undefined}
        helperText={problem ?? 'Eight letters, as the device shows them'}
        placeholder="WDJB-MJHT"
        // It is what one comes for.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        fullWidth
        inputProps={{
          autoComplete: 'off',
          autoCapitalize: 'characters',
          spellCheck: false,
          maxLength: 32,
          style: {
            fontFamily: monoFont,
            fontSize: '1.25rem',
            letterSpacing: '0.08em',
          },
        }}
        FormHelperTextProps={{ role: problem ? 'alert' : undefined }}
      />
      <Button type="submit" variant="contained" size="large">
        Continue
      </Button>
    </Stack>
  );
}
