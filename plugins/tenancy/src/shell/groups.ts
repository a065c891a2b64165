import type { Me } from '@wheelhouse/plugin-tenancy-common';

/** The name of a group as its members call it: `payments` for `group:acme/payments`. */
export function groupName(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** An owner as people say it: `you`, or the group's name. */
export function describeOwner(owner: string, me: Me | undefined): string {
  if (owner.startsWith('group:')) return groupName(owner);
  return owner === me?.entity.ref ? 'You' : groupName(owner);
}

/** One's groups in a line. */
export function describeGroups({ groups }: Me): string {
  if (groups.length === 0) return 'In no group';
  return `In ${groups.map(groupName).join(', ')}`;
}
