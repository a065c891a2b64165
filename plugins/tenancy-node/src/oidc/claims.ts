/** The most groups that are read of one account, and the longest name of one. */
const MAX_GROUPS = 500;
const GROUP_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** What a provider says of an account. */
export interface Account {
  issuer: string;
  subject: string;
  /** What people see. */
  account: string;
  displayName?: string;
  email?: string;
  /** Names without the tenant. */
  groups: string[];
}

/** Why an account cannot sign in, in words for the person. */
export class AccountRefusedError extends Error {}

/**
 * Takes the account and the groups from a provider's claims.
 *
 * @throws AccountRefusedError where the account claim is missing, or is an email that was not verified.
 */
export function readAccount(
  tenant: { accountClaim: string; groupsClaim: string[] },
  claims: Record<string, unknown> & { iss: string; sub: string },
): Account {
  const account = claims[tenant.accountClaim];
  if (typeof account !== 'string' || !account || account.length > 320) {
    throw new AccountRefusedError(
      `Your provider did not say your ${tenant.accountClaim}. Ask your administrator to release the claim '${tenant.accountClaim}' to this portal.`,
    );
  }
  if (tenant.accountClaim === 'email' && claims.email_verified !== true) {
    throw new AccountRefusedError(
      'Your email is not verified at your provider. Verify it there, then sign in again.',
    );
  }
  return {
    issuer: claims.iss,
    subject: claims.sub,
    account,
    displayName: text(claims.name),
    email: claims.email_verified === true ? text(claims.email) : undefined,
    groups: readGroups(tenant.groupsClaim, claims) ?? [],
  };
}

/** The groups that claims name; undefined where they say nothing of groups. */
export function readGroups(
  path: string[],
  claims: Record<string, unknown>,
): string[] | undefined {
  let value: unknown = claims;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }
  if (value === undefined) return undefined;
  const names = (Array.isArray(value) ? value : [value])
    .filter((name): name is string => typeof name === 'string')
    // Keycloak writes groups as paths: `/payments`.
    .map(name => name.replace(/^\//, ''))
    .filter(name => GROUP_NAME.test(name));
  return [...new Set(names)].sort().slice(0, MAX_GROUPS);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value.slice(0, 320) : undefined;
}
