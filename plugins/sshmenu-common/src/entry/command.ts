import type { EntryFields } from '../types';
import { parseForward } from './hosts';
import type { Checked } from './Problem';
import { validateFields } from './validateFields';

/** An entry whose own user name counts more than that of the list. */
export type Connectable = EntryFields & { ownUser?: string };

/** The fields of an entry, without what else is known of it. */
export function fieldsOf(entry: EntryFields): EntryFields {
  const { name, host, user, port, jump, forwards, tags, note, pinned } = entry;
  return { name, host, user, port, jump, forwards, tags, note, pinned };
}

/**
 * The arguments of `ssh` that lead to an entry. Wherever the entry came from, it is checked here once more: what the
 * validator refuses never becomes an argument.
 */
export function sshArgumentsFor(
  entry: Connectable,
  further: { optionWords?: string[]; user?: string; command?: string[] } = {},
): Checked<string[]> {
  const user = further.user ?? entry.ownUser ?? entry.user;
  const checked = validateFields({ ...fieldsOf(entry), user });
  if (!checked.ok) return checked;
  const { host, port, jump, forwards } = checked.value;
  // Brackets belong to where a port follows; ssh takes the bare address.
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return {
    ok: true,
    value: [
      // What was typed counts more: ssh takes the first of several.
      ...(further.optionWords ?? []),
      ...(port === undefined ? [] : ['-p', String(port)]),
      ...(jump === undefined ? [] : ['-J', jump]),
      ...(forwards ?? []).flatMap(forward => {
        const { kind, argument } = parseForward(forward);
        return [`-${kind}`, argument];
      }),
      '--',
      user === undefined ? bare : `${user}@${bare}`,
      ...(further.command ?? []),
    ],
  };
}

/** The command line for an entry, to be shown and pasted. */
export function sshCommandFor(entry: Connectable): Checked<string> {
  const checked = sshArgumentsFor(entry);
  if (!checked.ok) return checked;
  return {
    ok: true,
    value: ['ssh', ...checked.value].map(quoteForShell).join(' '),
  };
}

/** Where an entry leads, as people write it. */
export function targetOf(entry: Connectable): string {
  const user = entry.ownUser ?? entry.user;
  const withUser = user === undefined ? entry.host : `${user}@${entry.host}`;
  const withPort =
    entry.port === undefined ? withUser : `${withUser}:${entry.port}`;
  return entry.jump === undefined ? withPort : `${withPort} via ${entry.jump}`;
}

/** A word as a POSIX shell reads it back, in quotes where it needs them. */
export function quoteForShell(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`;
}
