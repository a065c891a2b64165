import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ApiKey, CreatedApiKey } from '@wheelhouse/plugin-tenancy-common';
import { ErrorState, FormActions, SidePanel } from '@wheelhouse/ui';
import { type FormEvent, useId, useState } from 'react';
import { useRotateKey } from '../api/mutations';

/** How long an old secret can still work, in seconds. */
const GRACES = [
  { seconds: 0, label: 'Not at all' },
  { seconds: 600, label: 'For 10 minutes' },
  { seconds: 3600, label: 'For an hour' },
  { seconds: 86400, label: 'For a day' },
];

export interface RotateKeyFormProps {
  apiKey: ApiKey;
  onRotated: (created: CreatedApiKey) => void;
  onCancel: () => void;
  onClose: () => void;
}

/** Gives a key a new secret. */
export function RotateKeyForm(props: RotateKeyFormProps) {
  const { apiKey: key, onRotated, onCancel, onClose } = props;
  const formId = useId();
  const rotateKey = useRotateKey();
  const [grace, setGrace] = useState(3600);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const created = await rotateKey
      .mutateAsync({ id: key.id, grace })
      .catch(() => undefined);
    if (!created) return;
    onRotated(created);
    // The mutation holds the secret too.
    rotateKey.reset();
  };

  return (
    <SidePanel
      open
      title={`Rotate “${key.name}”`}
      onClose={onClose}
      footer={
        <FormActions
          form={formId}
          submitLabel="Make a new secret"
          cancelLabel="Back"
          pending={rotateKey.isPending}
          onCancel={onCancel}
        />
      }
    >
      <Stack component="form" id={formId} spacing={3} onSubmit={submit}>
        <Typography>
          The key keeps its name, its rights and its end, and gets a new secret.
        </Typography>
        <TextField
          select
          size="small"
          label="The old secret still works"
          value={grace}
          helperText={
            grace === 0
              ? 'Whatever uses the old secret is refused within 5 seconds.'
              : 'Put the new secret where the key is used before this time is over; then the old one is refused.'
          }
          onChange={event => setGrace(Number(event.target.value))}
        >
          {GRACES.map(({ seconds, label }) => (
            <MenuItem key={seconds} value={seconds}>
              {label}
            </MenuItem>
          ))}
        </TextField>
        {rotateKey.error && (
          <ErrorState title="The key was not rotated" error={rotateKey.error} />
        )}
      </Stack>
    </SidePanel>
  );
}
