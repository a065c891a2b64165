/** Puts a text on the clipboard; rejects where the browser does not allow it (plain http, no permission). */
export async function copyText(text: string): Promise<void> {
  if (!navigator.clipboard)
    throw new Error('The browser has no clipboard here');
  await navigator.clipboard.writeText(text);
}
