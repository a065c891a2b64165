import { NotAllowedError } from '@backstage/errors';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { Actor } from './service/Journal';
import type { KeyMaker } from './service/ApiKeys';

/** @throws NotAllowedError where the caller is no administrator. */
export function demandAdministrator(caller: AuthState): AuthState {
  if (!caller.administrator) {
    throw new NotAllowedError(
      'Only administrators may do this; ask one of them',
    );
  }
  return caller;
}

/** @throws NotAllowedError where it is no person who is signed in: a key cannot confirm in their place. */
export function demandSession(
  caller: AuthState,
): AuthState & { entityId: string } {
  const { kind, entityId } = caller;
  if (kind !== 'session' || entityId === undefined) {
    throw new NotAllowedError(
      'Only somebody who is signed in may do this, not an API key',
    );
  }
  return { ...caller, entityId };
}

/** The caller, as the journal names them. */
export function actorOf(caller: AuthState): Actor {
  return {
    entityId: caller.entityId,
    persona: caller.persona?.name ?? null,
  };
}

/** The caller, as somebody who makes a key. */
export function keyMakerOf(caller: AuthState): KeyMaker {
  return {
    entityId: caller.entityId,
    ref: caller.entity.ref,
    groups: caller.groups,
    scopes: caller.scopes,
    mustEndBy: caller.kind === 'api_key' ? caller.expires : null,
  };
}
