import {
  describeProblems,
  parseForward,
  validateFields,
  type EntryFields,
} from '@wheelhouse/plugin-sshmenu-common';
import { CommandError, EXIT } from '../exitCodes';

/** The fields of an entry, without what else is known of it. */
export function fieldsOf(entry: EntryFields): EntryFields {
  const { name, host, user, port, jump, forwards, tags, note, pinned } = entry;
  return { name, host, user, port, jump, forwards, tags, note, pinned };
}

/** An entry whose own user name counts more than that of the list. */
export type Connectable = EntryFields & { ownUser?: string };

/**
 * The arguments of `ssh` that lead to an entry. Wherever the entry came from, it is checked here once more: what the
 * validator refuses never becomes an argument.
 */
export function sshArgumentsOf(
  entry: Connectable,
  further: { optionWords?: string[]; user?: string; command?: string[] } = {},
): string[] {
  const user = further.user ?? entry.ownUser ?? entry.user;
  const checked = validateFields({ ...fieldsOf(entry), user });
  if (!checked.ok) {
    throw new CommandError(
      `This entry is refused: ${describeProblems(checked.problems)}.`,
      EXIT.refusedEntry,
    );
  }
  const { host, port, jump, forwards } = checked.value;
  // Brackets belong to where a port follows; ssh takes the bare address.
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return [
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
  ];
}

/** The command line for an entry, to be shown and pasted: short where nothing makes it long. */
export function commandLineOf(entry: Connectable): string {
  const args = sshArgumentsOf(entry);
  return ['ssh', ...args].map(quote).join(' ');
}

function quote(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word)
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`;
}
