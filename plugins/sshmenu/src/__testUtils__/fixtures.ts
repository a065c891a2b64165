import type { EntryList, MenuEntry } from '@wheelhouse/plugin-sshmenu-common';

export function entry(part: Partial<MenuEntry> = {}): MenuEntry {
  return {
    id: 'entry-0001',
    list: 'mine',
    name: 'web',
    host: 'web.example',
    user: 'deploy',
    uses: 3,
    lastUsed: '2026-03-01T12:00:00.000Z',
    lastUsedFrom: 'laptop',
    version: 2,
    ...part,
  };
}

export function list(part: Partial<EntryList> = {}): EntryList {
  return {
    list: 'mine',
    title: 'Mine',
    right: 'write',
    writers: 'members',
    mayChangeWriters: false,
    entries: 1,
    ...part,
  };
}

/** One's own list and that of a group. */
export const twoLists = (part: Partial<EntryList> = {}) => [
  list(),
  list({ list: 'group:acme/ops', title: 'ops', ...part }),
];
