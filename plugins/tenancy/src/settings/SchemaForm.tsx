import Form from '@rjsf/mui';
import type { RJSFSchema } from '@rjsf/utils';
import type { SettingDeclarationSummary } from '@wheelhouse/plugin-tenancy-common';
import { cfworkerValidator } from './cfworkerValidator';

export interface SchemaFormProps {
  id: string;
  declaration: SettingDeclarationSummary;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Called with a value that fits the schema. */
  onSubmit: (value: unknown) => void;
}

/** The fields of a declared setting, made from its JSON schema. Loaded only when one is opened. */
export default function SchemaForm(props: SchemaFormProps) {
  const { id, declaration, value, onChange, onSubmit } = props;
  const { schema: declared, title } = declaration;
  // An object's title would stand under that of the panel, which is the same.
  const schema: RJSFSchema =
    declared.type === 'object'
      ? { ...declared, title: undefined }
      : { ...declared, title };
  return (
    <Form
      id={id}
      idPrefix={`${id}-field`}
      schema={schema}
      uiSchema={{ 'ui:submitButtonOptions': { norender: true } }}
      validator={cfworkerValidator}
      formData={value}
      showErrorList={false}
      focusOnFirstError
      // Each error stands at its field.
      onError={() => undefined}
      noHtml5Validate
      onChange={({ formData }) => onChange(formData)}
      onSubmit={({ formData }) => onSubmit(formData)}
    />
  );
}
