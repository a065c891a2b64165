import type { Entries } from '../entries/Entries';
import { readMine } from '../importing/readMine';
import { sortFound } from '../importing/take';
import { Choice } from './Choice';

/** Asks whether to add what somebody's own files of `ssh` know; a sentence where there is nothing to ask. */
export function askToImport(
  entries: Entries,
  tell: (told: string) => void,
): Choice | string {
  const { fresh, notes } = sortFound(readMine(), entries);
  const hosts = fresh.length === 1 ? '1 host' : `${fresh.length} hosts`;
  if (fresh.length === 0) {
    return ['There is no new host in ~/.ssh.', ...notes].join(' ');
  }
  return new Choice(
    `~/.ssh/config and known_hosts have ${hosts} that the menu does not.`,
    [
      {
        label: `Add ${hosts}`,
        choose: () => {
          entries.addAll(fresh);
          tell(`Added ${hosts}.`);
        },
      },
      { label: 'Not now', choose: () => tell('Esc I asks again.') },
    ],
    notes,
  );
}
