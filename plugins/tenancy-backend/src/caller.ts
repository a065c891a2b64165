import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type {
  AuthState,
  TenancyService,
} from '@wheelhouse/plugin-tenancy-node';
import type { Request } from 'express';
import type { Actor } from './service/Journal';
import type { KeyMaker } from './service/ApiKeys';

/** Finds out who makes a request. */
export class Callers {
  constructor(
    private readonly httpAuth: HttpAuthService,
    private readonly tenancy: TenancyService,
  ) {}

  /** Whoever makes the request, signed in or with a key. */
  async of(request: Request): Promise<AuthState> {
    const credentials = await this.httpAuth.credentials(request, {
      allow: ['user'],
    });
    return this.tenancy.whoIs(credentials);
  }

  /** As {@link of}, and an administrator. */
  async administrator(request: Request): Promise<AuthState> {
    const caller = await this.of(request);
    if (!caller.administrator) {
      throw new NotAllowedError(
        'Only administrators may do this; ask one of them',
      );
    }
    return caller;
  }
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
