import { createHash, timingSafeEqual } from 'node:crypto';
import { unauthorized } from './errors';

/** What somebody wants to do, as RBAC would be asked. */
export interface AccessRequest {
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete` or `deletecollection`. */
  verb: string;
  group: string;
  /** The plural, with its subresource: `pods/log`. */
  resource: string;
  namespace?: string;
  name?: string;
}

/** Somebody with a token. */
export interface Caller {
  /** As messages call them: `system:serviceaccount:wheelhouse:portal`. */
  user: string;
  /** What they may do. */
  may(access: AccessRequest): boolean;
  /** Came without a token: may do nothing, and is told so. */
  anonymous?: boolean;
}

const ANONYMOUS: Caller = {
  user: 'system:anonymous',
  may: () => false,
  anonymous: true,
};

/** A token and whose it is. */
export interface TokenUser {
  token: string;
  user: string;
  /** By default everything. */
  may?(access: AccessRequest): boolean;
}

/** Knows people by their bearer tokens. */
export class Authentication {
  readonly #users: { digest: Buffer; caller: Caller }[];

  constructor(users: TokenUser[]) {
    this.#users = users.map(({ token, user, may }) => ({
      digest: digest(token),
      caller: { user, may: may ?? (() => true) },
    }));
  }

  /** @throws ApiError 401 for a token that is nobody's */
  demand(authorization: string | undefined): Caller {
    if (!authorization) return ANONYMOUS;
    const [, token] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    const given = token && digest(token);
    const found =
      given && this.#users.find(each => timingSafeEqual(each.digest, given));
    if (!found) throw unauthorized();
    return found.caller;
  }
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
