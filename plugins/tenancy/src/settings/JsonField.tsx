import TextField from '@mui/material/TextField';
import { monoFont } from '@wheelhouse/ui';

export interface JsonFieldProps {
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

/** A value as JSON text. */
export function JsonField({ text, error, onChange }: JsonFieldProps) {
  return (
    <TextField
      fullWidth
      multiline
      minRows={4}
      maxRows={20}
      label="Value (JSON)"
      value={text}
      error={error !== undefined}
      helperText={error ?? 'Text stands in quotes: "like this".'}
      onChange={event => onChange(event.target.value)}
      inputProps={{
        spellCheck: false,
        style: { fontFamily: monoFont, fontSize: '0.8125rem' },
      }}
    />
  );
}
