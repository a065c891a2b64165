import {
  describeProblems,
  MINE,
  validateFields,
  type EntryFields,
} from '@wheelhouse/plugin-sshmenu-common';
import type { Entries } from '../entries/Entries';
import { nameFor } from '../entries/lookup';
import type { Found } from './Found';

/** How many refused ones are told one by one. */
const MOST_TOLD = 5;

/** What was found, sorted into what can be added and what not. */
export interface Sorted {
  fresh: EntryFields[];
  /** How many are there already. */
  known: number;
  /** What people must know, in sentences. */
  notes: string[];
}

/** Sees what of the found entries is new and passes the validator. */
export function sortFound(found: Found, entries: Entries): Sorted {
  const there = entries.all().filter(({ list }) => list === MINE);
  const names = new Set(there.map(({ name }) => name));
  const targets = new Set(there.map(targetKey));
  const fresh: EntryFields[] = [];
  const refused: string[] = [];
  let known = 0;
  for (const candidate of found.entries) {
    const checked = validateFields(candidate);
    if (!checked.ok) {
      const name = String(candidate?.name ?? 'An entry without a name');
      refused.push(
        `${name} is left out: ${describeProblems(checked.problems)}.`,
      );
      continue;
    }
    const { value } = checked;
    if (targets.has(targetKey(value))) {
      known += 1;
      continue;
    }
    const name = names.has(value.name)
      ? nameFor(
          value,
          [...names].map(taken => ({ name: taken })),
        )
      : value.name;
    fresh.push({ ...value, name });
    names.add(name);
    targets.add(targetKey(value));
  }
  return { fresh, known, notes: [...found.notes, ...shorten(refused)] };
}

/** What makes two entries lead to the same place in the same way. */
function targetKey({ host, user, port, jump }: EntryFields): string {
  return JSON.stringify([host.toLowerCase(), user, port ?? 22, jump]);
}

function shorten(refused: string[]): string[] {
  const more = refused.length - MOST_TOLD;
  return more > 0
    ? [...refused.slice(0, MOST_TOLD), `So are ${more} more.`]
    : refused;
}
