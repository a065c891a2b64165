import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import {
  ALL_SCOPES,
  type ApiKey,
  scopesCover,
} from '@wheelhouse/plugin-tenancy-common';
import { ErrorState, FormActions, SidePanel } from '@wheelhouse/ui';
import { type FormEvent, useId, useState } from 'react';
import { useChangeKey } from '../api/mutations';
import type { KeyChange } from '../api/tenancyApi';
import { EndField } from './EndField';
import {
  checkScopes,
  type EndChoice,
  formScopes,
  formSeconds,
  type KeyFormErrors,
  picksOfScopes,
  type ScopePick,
} from './keyForm';
import { fieldOfRefusal } from './refusal';
import { ScopeFields } from './ScopeFields';

const END_CHOICES: EndChoice[] = ['keep', '30', '90', '365', 'date'];

export interface ChangeKeyFormProps {
  apiKey: ApiKey;
  onDone: () => void;
  onClose: () => void;
}

interface Value {
  name: string;
  all: boolean;
  picks: ScopePick[];
  end: EndChoice;
  date: string;
}

/** Changes a key's name, takes rights away, or ends it earlier; it can never be given more. */
export function ChangeKeyForm(props: ChangeKeyFormProps) {
  const { apiKey: key, onDone, onClose } = props;
  const formId = useId();
  const changeKey = useChangeKey();
  const [value, setValue] = useState<Value>(() => ({
    name: key.name,
    all: key.scopes.includes(ALL_SCOPES),
    picks: picksOfScopes(key.scopes),
    end: 'keep',
    date: '',
  }));
  const [errors, setErrors] = useState<KeyFormErrors>({});
  const edit = (part: Partial<Value>) => {
    setValue(current => ({ ...current, ...part }));
    setErrors({});
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = check(key, value);
    if (wrong) {
      setErrors(wrong);
      return;
    }
    const change = changeOf(key, value);
    if (Object.keys(change).length === 0) {
      onDone();
      return;
    }
    try {
      await changeKey.mutateAsync({ id: key.id, change });
      onDone();
    } catch (error) {
      setErrors(fieldOfRefusal(error) ?? {});
    }
  };

  return (
    <SidePanel
      open
      title={`Change “${key.name}”`}
      onClose={onClose}
      footer={
        <FormActions
          form={formId}
          submitLabel="Save changes"
          cancelLabel="Back"
          pending={changeKey.isPending}
          onCancel={onDone}
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
          value={value.name}
          error={errors.name !== undefined}
          helperText={errors.name}
          onChange={event => edit({ name: event.target.value })}
        />
        <ScopeFields
          all={value.all}
          picks={value.picks}
          errors={errors}
          within={key.scopes}
          onChange={edit}
        />
        <EndField
          end={value.end}
          date={value.date}
          choices={END_CHOICES}
          error={errors.end}
          onChange={edit}
        />
        {changeKey.error && !fieldOfRefusal(changeKey.error) && (
          <ErrorState title="The key was not changed" error={changeKey.error} />
        )}
      </Stack>
    </SidePanel>
  );
}

function check(key: ApiKey, value: Value): KeyFormErrors | undefined {
  const errors: KeyFormErrors = { ...checkScopes(value) };
  if (!value.name.trim()) {
    errors.name = 'Give the key a name that tells where it is used.';
  }
  if (
    !errors.picks &&
    !errors.scopes &&
    !scopesCover(key.scopes, formScopes(value))
  ) {
    errors.scopes =
      'A key can only be given less than it has. For more, create another key.';
  }
  if (value.end !== 'keep') {
    const seconds = formSeconds({ end: value.end, date: value.date });
    const latest = key.expires ? new Date(key.expires).getTime() : Infinity;
    if (!(seconds > 0)) errors.end = 'Choose today or a later day.';
    else if (Date.now() + seconds * 1000 > latest) {
      errors.end =
        'A key can only end earlier than it does. For a later end, create another key.';
    }
  }
  return Object.keys(errors).length > 0 ? errors : undefined;
}

function changeOf(key: ApiKey, value: Value): KeyChange {
  const change: KeyChange = {};
  const name = value.name.trim();
  if (name !== key.name) change.name = name;
  const scopes = formScopes(value);
  // The same rights in another order are no change.
  if (!scopesCover(scopes, key.scopes)) change.scopes = scopes;
  if (value.end !== 'keep') {
    change.expiresIn = formSeconds({ end: value.end, date: value.date });
  }
  return change;
}
