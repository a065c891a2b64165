/** Who sees which lists, and what they may do with them. It is asked anew at each call. */
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  listProblem,
  type ListRight,
  type ListWriters,
  MINE,
  titleOfList,
} from '@wheelhouse/plugin-sshmenu-common';
import { parseScope, scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';

const PLUGIN = 'sshmenu';

/** A list that somebody sees. */
export interface VisibleList {
  /** As people and machines name it: `mine`, `group:acme/ops`. */
  list: string;
  /** As the tables name it: `user:acme/ben`, `group:acme/ops`. */
  key: string;
  title: string;
}

/** The key of the list that is somebody's own. A key that a group owns has one too, which nobody else sees. */
export function ownKeyOf(who: AuthState): string {
  return who.actorRef;
}

/** The lists that somebody sees: their own, and those of the groups that they are in now, as far as scopes reach. */
export function visibleLists(who: AuthState): VisibleList[] {
  return [MINE, ...who.groups.filter(group => !listProblem(group))]
    .filter(list => reaches(who, 'read', list))
    .map(list => ({
      list,
      key: list === MINE ? ownKeyOf(who) : list,
      title: titleOfList(list),
    }));
}

/**
 * A list that somebody sees.
 * @throws NotFoundError where they do not: the same for a list that is not theirs and one that nobody has.
 */
export function demandVisible(who: AuthState, list: string): VisibleList {
  const found = visibleLists(who).find(visible => visible.list === list);
  if (!found) throw new NotFoundError('There is no such list');
  return found;
}

/** What somebody may do with a list that they see. */
export function rightOn(
  who: AuthState,
  list: string,
  writers: ListWriters,
): ListRight {
  if (!reaches(who, 'write', list)) return 'read';
  return list === MINE || writers === 'members' || who.administrator
    ? 'write'
    : 'read';
}

/** Whether somebody may keep what is their own on the entries of a list: how often they connected, as whom. */
export function mayKeepOwn(who: AuthState, list: string): boolean {
  return reaches(who, 'write', list);
}

/** @throws NotAllowedError where somebody may not change a list that they see. */
export function demandWrite(
  who: AuthState,
  list: string,
  writers: ListWriters,
): void {
  if (rightOn(who, list, writers) === 'write') return;
  demandKeepOwn(who, list);
  throw new NotAllowedError(
    'Only administrators change this list; ask one of them',
  );
}

/** @throws NotAllowedError where a key may not keep what is its owner's on the entries of a list. */
export function demandKeepOwn(who: AuthState, list: string): void {
  if (mayKeepOwn(who, list)) return;
  throw new NotAllowedError(
    "This API key lacks the scope 'sshmenu:write' for this list; make one with it on your account page",
  );
}

/** Whether somebody may say who writes a group's list: administrators, of the groups of their own tenant. */
export function mayChangeWriters(who: AuthState, list: string): boolean {
  return (
    who.administrator &&
    list.startsWith(`group:${who.entity.tenant}/`) &&
    !listProblem(list) &&
    reaches(who, 'lists', list)
  );
}

/** Somebody who may read what they may read, and no more. */
export function onlyReading(who: AuthState): AuthState {
  const scopes = who.scopes.flatMap(text => {
    const scope = parseScope(text);
    if (!scope || !scopesAllow([text], PLUGIN, 'read')) return [];
    const { resource } = scope;
    return [[PLUGIN, 'read', resource].filter(Boolean).join(':')];
  });
  return { ...who, scopes };
}

function reaches(who: AuthState, action: string, list: string): boolean {
  // In scopes groups stand as their tenant and name: sshmenu:read:acme/ops.
  const resource = list === MINE ? MINE : list.slice('group:'.length);
  return scopesAllow(who.scopes, PLUGIN, action, resource);
}
