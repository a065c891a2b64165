import type { EntryFields } from '@wheelhouse/plugin-sshmenu-common';

/** What the fields of an entry are called. */
export const LABELS: Record<keyof EntryFields, string> = {
  name: 'Name',
  host: 'Host',
  user: 'User',
  port: 'Port',
  jump: 'Jump hosts',
  forwards: 'Forwards',
  tags: 'Tags',
  note: 'Note',
  pinned: 'Pinned',
};

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
