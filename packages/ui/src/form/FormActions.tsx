import Button from '@mui/material/Button';

/** What sends a form and what leaves it, at the foot of the panel that it is in. */
export function FormActions(props: {
  /** The id of the form. */
  form: string;
  submitLabel: string;
  cancelLabel?: string;
  /** Whether it was sent and not answered yet. */
  pending: boolean;
  onCancel: () => void;
}) {
  const { form, submitLabel, cancelLabel, pending, onCancel } = props;
  return (
    <>
      <Button color="inherit" onClick={onCancel} disabled={pending}>
        {cancelLabel ?? 'Cancel'}
      </Button>
      <Button type="submit" form={form} variant="contained" disabled={pending}>
        {submitLabel}
      </Button>
    </>
  );
}
