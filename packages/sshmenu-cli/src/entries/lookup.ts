import type { EntryFields, MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import { MINE } from '@wheelhouse/plugin-sshmenu-common';

/** The entries of exactly this name; one's own count more than those of groups. */
export function namedExactly(
  entries: readonly MenuEntry[],
  name: string,
): MenuEntry[] {
  const named = entries.filter(entry => entry.name === name);
  const own = named.filter(({ list }) => list === MINE);
  return own.length > 0 ? own : named;
}

/**
 * The entries that a single word can mean: it stands in their name or host. A word that could be a whole address means
 * only itself: a longer host that holds it is another host.
 */
export function meantBy(
  entries: readonly MenuEntry[],
  word: string,
): MenuEntry[] {
  if (!/^[A-Za-z0-9_-]+$/.test(word)) return [];
  const part = word.toLowerCase();
  return entries.filter(
    ({ name, host }) =>
      name.toLowerCase().includes(part) || host.toLowerCase().includes(part),
  );
}

/** The entry that leads to the same place in the same way. */
export function sameTarget(
  entries: readonly MenuEntry[],
  target: EntryFields,
): MenuEntry | undefined {
  const same = entries.filter(
    entry =>
      entry.host.toLowerCase() === target.host.toLowerCase() &&
      (entry.ownUser ?? entry.user) === target.user &&
      (entry.port ?? 22) === (target.port ?? 22) &&
      entry.jump === target.jump,
  );
  return same.find(({ list }) => list === MINE) ?? same[0];
}

/** A name for a place that nobody has named: the shortest that no other entry has. */
export function nameFor(
  target: EntryFields,
  entries: readonly { name: string }[],
): string {
  const taken = new Set(entries.map(({ name }) => name));
  const { host, user, port, jump } = target;
  const withUser = user === undefined ? host : `${user}@${host}`;
  const withPort = port === undefined ? withUser : `${withUser}:${port}`;
  const withJump = jump === undefined ? withPort : `${withPort} via ${jump}`;
  return (
    [host, withUser, withPort, withJump]
      .map(name => name.slice(0, 64))
      .find(name => !taken.has(name)) ?? withJump.slice(0, 64)
  );
}
