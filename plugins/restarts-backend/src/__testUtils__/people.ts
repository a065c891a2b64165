import type { AuthState } from '@wheelhouse/plugin-tenancy-node';

function person(
  tenant: string,
  name: string,
  groups: string[],
  more: Partial<AuthState> = {},
): AuthState {
  const ref = `user:${tenant}/${name}`;
  const account = `${name}@${tenant}.example`;
  return {
    id: `auth-${name}`,
    kind: 'session',
    entity: { ref, tenant, account, name },
    actorRef: ref,
    entityId: name,
    groups: groups.map(group => `group:${tenant}/${group}`),
    scopes: ['*'],
    administrator: false,
    expires: null,
    ...more,
  };
}

/** The people of the tests: as in the sandbox. Group names overlap between the tenants, their meaning does not. */
export const ada = person('acme', 'ada', ['platform-admins'], {
  administrator: true,
});
export const ben = person('acme', 'ben', ['payments']);
export const cleo = person('acme', 'cleo', ['ops', 'payments']);
export const gus = person('globex', 'gus', ['platform-admins']);
export const hana = person('globex', 'hana', ['payments']);

/** An API key of somebody, under a name of its own so that tests can send it. */
export function keyOf(
  owner: AuthState,
  id: string,
  scopes: string[],
): AuthState {
  return { ...owner, id, kind: 'api_key', scopes };
}
