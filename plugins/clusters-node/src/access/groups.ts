import type { AuthState } from '@wheelhouse/plugin-tenancy-node';

const GROUP =
  /^(?:group:)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\/(?:\*|[A-Za-z0-9._-]+))$/;

/** `acme/ops` of `acme/ops` and of `group:acme/ops`; undefined: it is no group, nor `acme/*`. */
export function normaliseGroup(text: string): string | undefined {
  return GROUP.exec(text.trim())?.[1];
}

/**
 * Reads the groups of an annotation, such as `acme/ops, globex/*`.
 *
 * @returns the groups, and what of the text is none: it lets nobody in.
 */
export function parseGroups(text: string): {
  groups: string[];
  unreadable: string[];
} {
  const groups: string[] = [];
  const unreadable: string[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const group = normaliseGroup(part);
    if (group) groups.push(group);
    else unreadable.push(part.trim());
  }
  return { groups, unreadable };
}

/** Whether somebody is in one of some groups, as `normaliseGroup` gives them; `acme/*` is everyone of that tenant. */
export function isAmong(
  who: Pick<AuthState, 'entity' | 'groups'>,
  groups: readonly string[],
): boolean {
  return groups.some(group =>
    group.endsWith('/*')
      ? who.entity.tenant === group.slice(0, -2)
      : who.groups.includes(`group:${group}`),
  );
}
