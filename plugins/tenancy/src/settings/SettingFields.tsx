import Skeleton from '@mui/material/Skeleton';
import type { Setting } from '@wheelhouse/plugin-tenancy-common';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { JsonField } from './JsonField';
import { parseValue, printValue } from './settingValue';

const SchemaForm = lazy(() => import('./SchemaForm'));

export interface SettingFieldsProps {
  /** Of the form, for a submit button elsewhere. */
  id: string;
  setting: Setting;
  draft: unknown;
  onChange: (draft: unknown) => void;
  /** Called with a valid value. */
  onSubmit: (value: unknown) => void;
}

/** A form for a value: fitting fields where it is declared, JSON text where it is not. */
export function SettingFields(props: SettingFieldsProps) {
  const { id, setting, draft, onChange, onSubmit } = props;
  if (!setting.declaration) {
    return <JsonForm id={id} draft={draft} onSubmit={onSubmit} />;
  }
  return (
    <Suspense fallback={<Skeleton height={56} aria-label="Loading the form" />}>
      <SchemaForm
        id={id}
        declaration={setting.declaration}
        value={draft}
        onChange={onChange}
        onSubmit={onSubmit}
      />
    </Suspense>
  );
}

/** A form of one field of JSON text. */
function JsonForm(props: {
  id: string;
  draft: unknown;
  onSubmit: (value: unknown) => void;
}) {
  const { id, draft, onSubmit } = props;
  const [text, setText] = useState(() => printValue(draft));
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseValue(text);
    setProblem(parsed.problem);
    if (parsed.problem === undefined) onSubmit(parsed.value);
  };
  return (
    <form id={id} noValidate onSubmit={submit}>
      <JsonField
        text={text}
        error={problem}
        onChange={next => {
          setText(next);
          setProblem(undefined);
        }}
      />
    </form>
  );
}
