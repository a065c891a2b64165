import { hash } from 'node:crypto';

/** The longest name that Backstage takes. */
const MAX_LENGTH = 63;
/** Names of groups' own identities begin with this; no person's name has an underscore. */
const GROUP_PREFIX = 'group_';

/**
 * Names for an account, the most readable first, without end: legal for Backstage, lower case, without underscores.
 *
 * `Ada.Lovelace+x@acme.example` → `ada.lovelace-x`, `ada.lovelace-x-2`, …
 */
export function* candidateNames(account: string): Generator<string> {
  const base =
    account
      .split('@')[0]
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-')
      .replace(/[-.]{2,}/g, '-')
      .slice(0, MAX_LENGTH - 8)
      .replace(/^[-.]+|[-.]+$/g, '') || 'user';
  yield base;
  for (let n = 2; ; n += 1) yield `${base}-${n}`;
}

/** The user reference that stands for the keys of a group: Backstage knows users only. */
export function groupActorName(groupName: string): string {
  const name = GROUP_PREFIX + groupName;
  if (name.length <= MAX_LENGTH) return name;
  const digest = hash('sha256', groupName).slice(0, 16);
  return `${name.slice(0, MAX_LENGTH - digest.length - 1)}_${digest}`;
}
