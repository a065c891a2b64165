/* eslint-disable jsx-a11y/no-autofocus -- a form that was asked for takes the focus to its first field */
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField, { type TextFieldProps } from '@mui/material/TextField';
import {
  FIELD_LABELS,
  LIMITS,
  type Problem,
} from '@wheelhouse/plugin-sshmenu-common';
import { monoFont } from '@wheelhouse/ui';
import { type EntryText, spreadTarget } from './entryForm';

type TextName = Exclude<keyof EntryText, 'pinned'>;

const mono = { style: { fontFamily: monoFont, fontSize: '0.8125rem' } };

/** The fields of an entry while they are typed, each with what is wrong with it. */
export function EntryInputs(props: {
  text: EntryText;
  problems: readonly Problem[];
  onChange: (text: EntryText) => void;
}) {
  const { text, problems, onChange } = props;
  const input = (name: TextName, more: TextFieldProps & { hint?: string }) => {
    const { hint, inputProps, ...rest } = more;
    const wrong = problems.filter(({ field }) => field === name);
    return (
      <TextField
        fullWidth
        label={FIELD_LABELS[name]}
        value={text[name]}
        onChange={event => onChange({ ...text, [name]: event.target.value })}
        error={wrong.length > 0}
        helperText={
          wrong.length > 0
            ? wrong
                .map(({ message }) => `${FIELD_LABELS[name]} ${message}.`)
                .join(' ')
            : hint
        }
        inputProps={{
          autoComplete: 'off',
          autoCapitalize: 'off',
          spellCheck: false,
          ...inputProps,
        }}
        {...rest}
      />
    );
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {input('host', {
        required: true,
        autoFocus: true,
        placeholder: 'web.example',
        hint: 'A name or an address; user@host:port is taken apart.',
        inputProps: mono,
        onBlur: () => onChange(spreadTarget(text)),
      })}
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 110px', gap: 2 }}>
        {input('user', { inputProps: mono })}
        {input('port', {
          placeholder: '22',
          inputProps: { ...mono, inputMode: 'numeric' },
        })}
      </Box>
      {input('name', {
        hint: 'What you type after s; left empty, it is the host.',
        inputProps: { maxLength: LIMITS.name },
      })}
      {input('jump', {
        placeholder: 'ada@jump.example:2222',
        hint: 'Hosts to go through, with commas between several.',
        inputProps: mono,
      })}
      {input('forwards', {
        multiline: true,
        minRows: 2,
        placeholder: 'L 8080:db:5432',
        hint: 'One a line: L 8080:db:5432, R 9000:localhost:3000 or D 1080.',
        inputProps: mono,
      })}
      {input('tags', {
        placeholder: 'prod db',
        hint: 'Words to find it by, with spaces between.',
      })}
      {input('note', {
        multiline: true,
        minRows: 2,
        hint: 'For people. No passwords and no keys: everyone who sees the list reads it.',
        inputProps: { spellCheck: true, autoCapitalize: 'sentences' },
      })}
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={text.pinned}
            onChange={event =>
              onChange({ ...text, pinned: event.target.checked })
            }
          />
        }
        label="Pinned: stands at the top"
        componentsProps={{ typography: { variant: 'body2' } }}
      />
    </Box>
  );
}
