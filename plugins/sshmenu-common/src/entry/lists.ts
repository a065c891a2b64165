import { escapeForDisplay } from './text';

/** The list that is one's own. */
export const MINE = 'mine';

/** As the tenancy plugin names groups. */
const GROUP =
  /^group:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\/[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/;

/** What is wrong with the name of a list, as the end of a sentence; undefined: nothing. */
export function listProblem(list: unknown): string | undefined {
  return list === MINE || (typeof list === 'string' && GROUP.test(list))
    ? undefined
    : 'must be "mine" or a group, such as "group:acme/ops"';
}

/** What is wrong with the id of an entry, as the end of a sentence; undefined: nothing. */
export function idProblem(id: unknown): string | undefined {
  return typeof id === 'string' && ID.test(id)
    ? undefined
    : 'must have 8 to 64 letters, digits, "_" or "-"';
}

/** What people call a list: a group by its name, without its tenant. */
export function titleOfList(list: string): string {
  if (list === MINE) return 'Mine';
  return escapeForDisplay(list.slice(list.indexOf('/') + 1), 64);
}

/**
 * What tells an entry from all others. Ids are made by whoever adds an entry, so that only together with the list, whose
 * writers one trusts, they name one.
 */
export function keyOf(entry: { list: string; id: string }): string {
  return `${entry.list} ${entry.id}`;
}
