import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import {
  type EntryFields,
  type EntryList,
  type MenuEntry,
  MINE,
} from '@wheelhouse/plugin-sshmenu-common';
import { ErrorState, FormActions, SidePanel } from '@wheelhouse/ui';
import { type FormEvent, useId, useState } from 'react';
import { writableLists } from '../lists/listRights';
import { ConflictView } from './ConflictView';
import { EntryInputs } from './EntryInputs';
import { checkText, EMPTY, spreadTarget, textOf } from './entryForm';
import { useSaveEntry } from './useSaveEntry';

/** What a form begins with. */
export type FormTask =
  | { kind: 'add'; list: string; fields?: EntryFields }
  | { kind: 'edit'; entry: MenuEntry };

/** Adds an entry or changes one. */
export function EntryFormPanel(props: {
  task: FormTask;
  lists: EntryList[];
  onClose: () => void;
}) {
  const { lists, onClose } = props;
  // What somebody else changes meanwhile must not slip in: it is a conflict, and shown as one.
  const [task, setTask] = useState(props.task);
  const [list, setList] = useState(
    task.kind === 'add' ? task.list : task.entry.list,
  );
  const [before, setBefore] = useState(() => firstText(task));
  const [text, setText] = useState(before);
  const [tried, setTried] = useState(false);
  const save = useSaveEntry();
  const formId = useId();
  const { conflict } = save;

  const checked = checkText(text);
  const problems = tried && !checked.ok ? checked.problems : [];
  const isChanged = JSON.stringify(text) !== JSON.stringify(before);

  const send = async (fields: EntryFields) => {
    const saved =
      task.kind === 'add'
        ? await save.add(list, fields)
        : await save.change(task.entry, fields);
    if (saved) onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (save.isSaving) return;
    const whole = spreadTarget(text);
    setText(whole);
    setTried(true);
    const fields = checkText(whole);
    if (fields.ok) await send(fields.value);
  };
  const takeTheirs = (theirs: MenuEntry) => {
    setTask({ kind: 'edit', entry: theirs });
    setBefore(textOf(theirs));
    setText(textOf(theirs));
    save.dropConflict();
  };
  const keepMine = async ({ theirs, mine }: NonNullable<typeof conflict>) => {
    const saved = theirs
      ? await save.change(theirs, mine)
      : await save.add(list, mine);
    if (saved) onClose();
  };

  return (
    <SidePanel
      open
      title={titleOf(task)}
      keepOpen={isChanged}
      onClose={onClose}
      footer={
        conflict ? (
          <>
            <Button
              color="inherit"
              disabled={save.isSaving}
              onClick={() =>
                conflict.theirs ? takeTheirs(conflict.theirs) : onClose()
              }
            >
              {conflict.theirs ? 'Use theirs' : 'Leave it deleted'}
            </Button>
            <Button
              variant="contained"
              disabled={save.isSaving}
              onClick={() => void keepMine(conflict)}
            >
              {conflict.theirs ? 'Keep mine' : 'Add mine'}
            </Button>
          </>
        ) : (
          <FormActions
            form={formId}
            submitLabel={task.kind === 'add' ? 'Add entry' : 'Save'}
            pending={save.isSaving}
            onCancel={onClose}
          />
        )
      }
    >
      {save.error !== undefined && (
        <Box sx={{ mb: 2 }}>
          <ErrorState title="It was not saved" error={save.error} />
        </Box>
      )}
      {conflict ? (
        <ConflictView theirs={conflict.theirs} mine={conflict.mine} />
      ) : (
        <form id={formId} onSubmit={submit} noValidate>
          {task.kind === 'add' && writableLists(lists).length > 1 && (
            <ListSelect lists={lists} list={list} onChange={setList} />
          )}
          <EntryInputs text={text} problems={problems} onChange={setText} />
        </form>
      )}
    </SidePanel>
  );
}

function firstText(task: FormTask) {
  if (task.kind === 'edit') return textOf(task.entry);
  return task.fields ? textOf(task.fields) : EMPTY;
}

function titleOf(task: FormTask): string {
  if (task.kind === 'edit') return `Edit ${task.entry.name}`;
  return task.fields ? `Duplicate ${task.fields.name}` : 'Add an SSH entry';
}

function ListSelect(props: {
  lists: EntryList[];
  list: string;
  onChange: (list: string) => void;
}) {
  return (
    <TextField
      select
      fullWidth
      label="List"
      value={props.list}
      onChange={event => props.onChange(event.target.value)}
      sx={{ mb: 2 }}
    >
      {writableLists(props.lists).map(({ list, title }) => (
        <MenuItem key={list} value={list}>
          {list === MINE
            ? 'Mine, which only you see'
            : `${title}, for its members`}
        </MenuItem>
      ))}
    </TextField>
  );
}
