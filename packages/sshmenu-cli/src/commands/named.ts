import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import type { Entries } from '../entries/Entries';
import { namedExactly } from '../entries/lookup';
import { wrongUse } from '../exitCodes';

/** The one entry that a command is about. */
export function entryNamed(
  entries: Entries,
  name: string,
  list?: string,
): MenuEntry {
  const all = entries
    .all()
    .filter(entry => list === undefined || entry.list === list);
  const found = namedExactly(all, name);
  if (found.length === 1) return found[0];
  throw wrongUse(
    found.length === 0
      ? `No entry is called ${name}. \`s list\` shows them all.`
      : `${found.length} entries are called ${name}: say which with --list ${found[0].list}, or use the menu.`,
  );
}
