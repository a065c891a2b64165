import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { ErrorState, FormActions, SidePanel, statusOf } from '@wheelhouse/ui';
import { type FormEvent, useId, useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useCreateSetting } from '../api/mutations';
import { JsonField } from './JsonField';
import { parseValue } from './settingValue';

/** Adds a setting that no plugin declares. */
export function AddSettingPanel({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const create = useCreateSetting();
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<{ name?: string; value?: string }>({});
  const exists = statusOf(create.error) === 409;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseValue(text);
    if (!name.trim() || parsed.problem !== undefined) {
      setErrors({
        name: name.trim() ? undefined : 'Give the setting a name.',
        value: parsed.problem,
      });
      return;
    }
    await create
      .mutateAsync({ name: name.trim(), value: parsed.value })
      .then(onClose, () => undefined);
  };

  return (
    <SidePanel
      open
      title="Add setting"
      onClose={onClose}
      footer={
        <FormActions
          form={formId}
          submitLabel="Add setting"
          pending={create.isPending}
          onCancel={onClose}
        />
      }
    >
      <Stack
        component="form"
        id={formId}
        noValidate
        spacing={3}
        onSubmit={submit}
      >
        <TextField
          // The panel was opened to fill this in.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          size="small"
          label="Name"
          placeholder="team.banner"
          value={name}
          error={errors.name !== undefined || exists}
          helperText={
            exists ? (
              <>
                A setting of this name exists.{' '}
                <Link
                  component={RouterLink}
                  to={`?setting=${encodeURIComponent(name.trim())}`}
                >
                  Open it
                </Link>
              </>
            ) : (
              errors.name
            )
          }
          onChange={event => {
            setName(event.target.value);
            setErrors({});
            create.reset();
          }}
        />
        <JsonField
          text={text}
          error={errors.value}
          onChange={next => {
            setText(next);
            setErrors({});
          }}
        />
        {create.error && !exists && (
          <ErrorState title="The setting was not added" error={create.error} />
        )}
      </Stack>
    </SidePanel>
  );
}
