import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { EndChoice } from './keyForm';

const LABELS: Record<EndChoice, string> = {
  '30': 'In 30 days',
  '90': 'In 90 days',
  '365': 'In 365 days',
  date: 'On a day of my choice',
  never: 'Never',
  keep: 'As it is',
};

export interface EndFieldProps<Choice extends EndChoice> {
  end: Choice;
  date: string;
  choices: readonly Choice[];
  error?: string;
  onChange: (change: { end: Choice; date: string }) => void;
}

/** When a key ends. */
export function EndField<Choice extends EndChoice>(
  props: EndFieldProps<Choice>,
) {
  const { end, date, choices, error, onChange } = props;
  const usualHelp =
    end === 'never' ? 'Only where this portal allows it.' : undefined;
  return (
    <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1.5}>
      <TextField
        select
        fullWidth
        size="small"
        label="Ends"
        value={end}
        error={error !== undefined}
        helperText={error ?? usualHelp}
        onChange={event =>
          onChange({ end: event.target.value as Choice, date })
        }
      >
        {choices.map(choice => (
          <MenuItem key={choice} value={choice}>
            {LABELS[choice]}
          </MenuItem>
        ))}
      </TextField>
      {end === 'date' && (
        <TextField
          fullWidth
          size="small"
          type="date"
          label="Last day"
          value={date}
          error={error !== undefined}
          onChange={event => onChange({ end, date: event.target.value })}
          InputLabelProps={{ shrink: true }}
        />
      )}
    </Stack>
  );
}
