import TextField, { type TextFieldProps } from '@mui/material/TextField';

const LONGEST = 500;

/** Why something is restarted, which may be left out. */
export function ReasonField(
  props: Pick<TextFieldProps, 'autoFocus' | 'disabled' | 'helperText'> & {
    value: string;
    onChange: (reason: string) => void;
  },
) {
  const { onChange, ...others } = props;
  return (
    <TextField
      {...others}
      fullWidth
      label="Reason, if you like"
      placeholder="New certificate"
      onChange={event => onChange(event.target.value)}
      inputProps={{ maxLength: LONGEST }}
      sx={{ mt: 2.5 }}
    />
  );
}
