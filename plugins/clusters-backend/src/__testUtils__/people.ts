import type { AuthState } from '@wheelhouse/plugin-tenancy-node';

/** Somebody who is signed in, or a key of theirs. */
export function person(
  tenant: string,
  name: string,
  part: Partial<AuthState> = {},
): AuthState {
  return {
    id: `${tenant}/${name}`,
    kind: 'session',
    entity: {
      ref: `user:${tenant}/${name}`,
      tenant,
      account: `${name}@${tenant}.example`,
      name,
    },
    actorRef: `user:${tenant}/${name}`,
    groups: [],
    scopes: ['*'],
    administrator: false,
    expires: null,
    ...part,
  };
}

export const ada = person('acme', 'ada', {
  groups: ['group:acme/platform-admins'],
  administrator: true,
});
export const ben = person('acme', 'ben', { groups: ['group:acme/payments'] });
export const hana = person('globex', 'hana', {
  groups: ['group:globex/payments'],
});
