import Button from '@mui/material/Button';
import type { Setting } from '@wheelhouse/plugin-tenancy-common';
import {
  ConfirmDialog,
  ErrorState,
  FormActions,
  SidePanel,
} from '@wheelhouse/ui';
import { useId, useState } from 'react';
import { ConflictView } from './ConflictView';
import { SettingFacts } from './SettingFacts';
import { SettingFields } from './SettingFields';
import { type Conflict, useSaveSetting, type Wanted } from './useSaveSetting';

export interface SettingPanelProps {
  setting: Setting;
  mayChange: boolean;
  onClose: () => void;
}

/** One setting: what it is for and what it is now; for administrators, changing and deleting it. */
export function SettingPanel(props: SettingPanelProps) {
  const { setting, mayChange, onClose } = props;
  const formId = useId();
  // What is edited stays as it was when the editing began, however often the list is read again.
  const [seen, setSeen] = useState(setting);
  const [draft, setDraft] = useState<unknown>(setting.value);
  const [deleting, setDeleting] = useState(false);
  const saving = useSaveSetting(setting.name);
  const { conflict } = saving;

  const send = async (wanted: Wanted, version: number | undefined) => {
    if (await saving.send(wanted, version)) onClose();
  };
  const takeTheirs = ({ theirs }: Conflict) => {
    saving.dropConflict();
    if (!theirs) {
      onClose();
      return;
    }
    setSeen(theirs);
    setDraft(theirs.value);
  };

  const wasSet = seen.updated !== null;
  return (
    <SidePanel
      open
      title={setting.declaration?.title ?? setting.name}
      onClose={onClose}
      footer={
        mayChange &&
        !conflict && (
          <>
            {wasSet && (
              <Button
                color="error"
                onClick={() => setDeleting(true)}
                sx={{ mr: 'auto' }}
              >
                {setting.declaration ? 'Reset to default' : 'Delete'}
              </Button>
            )}
            <FormActions
              form={formId}
              submitLabel="Save"
              pending={saving.isSaving}
              onCancel={onClose}
            />
          </>
        )
      }
    >
      {conflict ? (
        <ConflictView
          conflict={conflict}
          isSaving={saving.isSaving}
          onUseTheirs={() => takeTheirs(conflict)}
          onKeepMine={() => send(conflict.mine, conflict.theirs?.version)}
        />
      ) : (
        <SettingFacts setting={seen} showValue={!mayChange}>
          {mayChange && (
            <SettingFields
              // Fields that hold a text of their own begin again when theirs is taken.
              key={seen.version}
              id={formId}
              setting={seen}
              draft={draft}
              onChange={setDraft}
              onSubmit={value => send({ value }, seen.version)}
            />
          )}
        </SettingFacts>
      )}
      {saving.error !== undefined && (
        <ErrorState title="The setting was not changed" error={saving.error} />
      )}
      <ConfirmDialog
        open={deleting}
        title={
          setting.declaration
            ? `Reset “${setting.declaration.title}”?`
            : `Delete the setting “${setting.name}”?`
        }
        consequence={
          setting.declaration
            ? 'Its value is taken away, and its default applies at once.'
            : 'Whatever reads it finds nothing from now on.'
        }
        confirmLabel={
          setting.declaration ? 'Reset to default' : 'Delete setting'
        }
        destructive
        onConfirm={() => void send('deleted', seen.version)}
        onClose={() => setDeleting(false)}
      />
    </SidePanel>
  );
}
