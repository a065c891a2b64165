/** Whether a key belongs to a field that is written in, so that it is no shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
    // Keys pressed over a dialog are the dialog's.
    target.closest('[role="dialog"]') !== null
  );
}
