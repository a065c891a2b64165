/** `1 entry`, `1,200 entries`. */
export function entriesWord(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'}`;
}

/** How often one connected. */
export function usesWord(uses: number): string {
  if (uses === 0) return 'never';
  return uses === 1 ? 'once' : `${uses.toLocaleString('en')} times`;
}
