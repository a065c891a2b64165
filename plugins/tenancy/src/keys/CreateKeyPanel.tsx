import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { CreatedApiKey, Me } from '@wheelhouse/plugin-tenancy-common';
import { ErrorState, FormActions, SidePanel } from '@wheelhouse/ui';
import { type FormEvent, useId, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useCreateKey } from '../api/mutations';
import { groupName } from '../shell/groups';
import { CreatedKey } from './CreatedKey';
import { EndField } from './EndField';
import {
  checkKeyForm,
  formScopes,
  formSeconds,
  keyFormOfAddress,
  type KeyFormErrors,
  type KeyFormValue,
} from './keyForm';
import { fieldOfRefusal } from './refusal';
import { ScopeFields } from './ScopeFields';

const END_CHOICES = ['30', '90', '365', 'date', 'never'] as const;

export interface CreateKeyPanelProps {
  me: Me | undefined;
  onClose: () => void;
}

/** Makes a key and shows it once. */
export function CreateKeyPanel({ me, onClose }: CreateKeyPanelProps) {
  const formId = useId();
  const createKey = useCreateKey();
  // In this panel's state and nowhere else: it is gone when the panel closes.
  const [created, setCreated] = useState<CreatedApiKey>();
  const [parameters] = useSearchParams();
  const [value, setValue] = useState<KeyFormValue>(() =>
    keyFormOfAddress(parameters),
  );
  const [errors, setErrors] = useState<KeyFormErrors>({});
  const change = (part: Partial<KeyFormValue>) => {
    setValue(current => ({ ...current, ...part }));
    setErrors({});
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkKeyForm(value);
    if (wrong) {
      setErrors(wrong);
      return;
    }
    try {
      const key = await createKey.mutateAsync({
        name: value.name.trim(),
        scopes: formScopes(value),
        expiresIn: formSeconds(value),
        owner: value.owner || undefined,
      });
      setCreated(key);
      // The mutation holds the secret too.
      createKey.reset();
    } catch (error) {
      setErrors(fieldOfRefusal(error) ?? {});
    }
  };

  return (
    <SidePanel
      open
      keepOpen={created !== undefined}
      title={created ? `“${created.name}” is ready` : 'Create API key'}
      onClose={onClose}
      footer={
        created ? (
          <Button variant="contained" onClick={onClose}>
            Done
          </Button>
        ) : (
          <FormActions
            form={formId}
            submitLabel="Create key"
            pending={createKey.isPending}
            onCancel={onClose}
          />
        )
      }
    >
      {created ? (
        <CreatedKey created={created} />
      ) : (
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
            placeholder="deploy-bot"
            value={value.name}
            error={errors.name !== undefined}
            helperText={errors.name ?? 'Where it is used, so that you know it.'}
            onChange={event => change({ name: event.target.value })}
          />
          <ScopeFields
            all={value.all}
            picks={value.picks}
            errors={errors}
            onChange={change}
          />
          <EndField
            end={value.end}
            date={value.date}
            choices={END_CHOICES}
            error={errors.end}
            onChange={change}
          />
          <OwnerField
            me={me}
            owner={value.owner}
            onChange={owner => change({ owner })}
          />
          {createKey.error && !fieldOfRefusal(createKey.error) && (
            <ErrorState
              title="The key was not created"
              error={createKey.error}
            />
          )}
        </Stack>
      )}
    </SidePanel>
  );
}

function OwnerField(props: {
  me: Me | undefined;
  owner: string;
  onChange: (owner: string) => void;
}) {
  const { me, owner, onChange } = props;
  return (
    <TextField
      select
      size="small"
      label="Owner"
      value={owner}
      helperText={
        owner
          ? 'Any member sees and revokes it. It goes on working when you leave the group.'
          : 'It ends when your account does. A group’s key outlives people.'
      }
      onChange={event => onChange(event.target.value)}
      SelectProps={{ displayEmpty: true }}
      InputLabelProps={{ shrink: true }}
    >
      <MenuItem value="">Me</MenuItem>
      {me?.groups.map(ref => (
        <MenuItem key={ref} value={ref}>
          {groupName(ref)}
        </MenuItem>
      ))}
    </TextField>
  );
}
