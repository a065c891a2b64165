import { GROUPS_ANNOTATION } from '@wheelhouse/plugin-restarts-common';
import { isDnsLabel } from './names';

/** The most groups that an annotation can name. */
const MAX_GROUPS = 100;

/** What a group may be called: as in a Backstage reference. */
const GROUP_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/**
 * The groups that a workload's owner lets restart it: `acme/payments`, or `acme/*` for everyone of a tenant.
 *
 * An annotation with one part that cannot be read names nobody: whoever wrote it meant something else.
 */
export function readOptIn(
  annotations: Readonly<Record<string, unknown>> | undefined,
): string[] {
  const value = annotations?.[GROUPS_ANNOTATION];
  if (typeof value !== 'string' || value.trim() === '') return [];
  const groups = value.split(',').map(part => part.trim());
  if (groups.length > MAX_GROUPS || !groups.every(isGroup)) return [];
  return [...new Set(groups)];
}

function isGroup(text: string): boolean {
  const [tenant, name, ...rest] = text.split('/');
  if (rest.length > 0 || name === undefined) return false;
  return isDnsLabel(tenant) && (name === '*' || GROUP_NAME.test(name));
}

/** Somebody, as far as it decides what they may restart. */
export interface Member {
  /** `group:acme/payments`. */
  groups: readonly string[];
  tenant: string;
}

/** The names under which an annotation can mean somebody: their groups, and everyone of their tenant. */
export function namesOf(member: Member): string[] {
  return [
    ...member.groups
      .filter(ref => ref.startsWith(`group:${member.tenant}/`))
      .map(ref => ref.slice('group:'.length)),
    `${member.tenant}/*`,
  ];
}

/** Which of the groups that may restart a workload somebody is in; none: they may not. */
export function matchingGroups(
  optIn: readonly string[],
  member: Member,
): string[] {
  const names = new Set(namesOf(member));
  return optIn.filter(group => names.has(group));
}
