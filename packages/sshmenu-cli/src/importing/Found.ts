import type { EntryFields } from '@wheelhouse/plugin-sshmenu-common';

/** What was read from somebody's files. Nothing of it is checked yet. */
export interface Found {
  entries: EntryFields[];
  /** What people must know of what was left out, in sentences. */
  notes: string[];
}
