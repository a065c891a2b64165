import { type MenuEntry, targetOf } from '@wheelhouse/plugin-sshmenu-common';
import type { HomeItem } from '@wheelhouse/ui';
import { entryPath } from '../routes';

/** Where somebody connected to last, in words. */
export function lastConnections(entries: readonly MenuEntry[]): HomeItem[] {
  return entries.map(entry => ({
    id: `sshmenu-${entry.list}-${entry.id}`,
    title: `Connected to ${entry.name}`,
    detail: [
      targetOf(entry),
      entry.lastUsedFrom && `from ${entry.lastUsedFrom}`,
    ]
      .filter(Boolean)
      .join(' · '),
    time: entry.lastUsed ?? undefined,
    href: entryPath(entry),
  }));
}
