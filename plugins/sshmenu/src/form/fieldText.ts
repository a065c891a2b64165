import type { EntryFields } from '@wheelhouse/plugin-sshmenu-common';

/** A field of an entry as a text; undefined: it says nothing. */
export function fieldText(
  fields: EntryFields,
  name: keyof EntryFields,
): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.join(name === 'tags' ? ' ' : '\n');
  return name === 'pinned' ? 'yes' : String(value);
}
