import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import { LRUCache } from 'lru-cache';
import type { AuthState } from '../directory';

/** How long an answer of the policy is believed, in milliseconds: as long as who is behind a credential. */
const BELIEVED_MS = 1_500;
const MAX_ANSWERS = 20_000;

/** What is left of somebody's rights where the policy denies them an action, by the permission's name. */
export type Remainders = Record<string, (who: AuthState) => AuthState>;

/** What the installer's policy leaves of the rights that our own rules give; it never adds to them. */
export class PolicyRights {
  readonly #denied = new LRUCache<string, Promise<BasicPermission[]>>({
    max: MAX_ANSWERS,
    ttl: BELIEVED_MS,
  });

  constructor(private readonly permissions: PermissionsService) {}

  /**
   * Somebody, as far as the policy lets them use the permissions of a route. Where all of them are for reading, whoever
   * lacks one is shown as somebody who sees nothing: lists are empty, and there is nothing to be found.
   *
   * @throws NotAllowedError where the route does something, and one is denied of which no remainder is given
   */
  async narrow(
    who: AuthState,
    credentials: BackstageCredentials,
    permissions: readonly BasicPermission[],
    remainders: Remainders = {},
  ): Promise<AuthState> {
    if (permissions.length === 0) return who;
    const denied = await this.#ask(who, credentials, permissions);
    if (denied.length === 0) return who;
    if (permissions.every(({ attributes }) => attributes.action === 'read')) {
      return seesNothing(who);
    }
    return denied.reduce((left, { name }) => {
      const remainder = remainders[name];
      if (!remainder) throw new NotAllowedError(denialOf(name));
      return remainder(left);
    }, who);
  }

  /** Which of the permissions the policy denies; all are asked for in one call, and for all requests of a moment at once. */
  #ask(
    who: AuthState,
    credentials: BackstageCredentials,
    permissions: readonly BasicPermission[],
  ): Promise<BasicPermission[]> {
    const key = [who.id, ...permissions.map(({ name }) => name)].join(' ');
    let denied = this.#denied.get(key);
    if (!denied) {
      denied = this.#askNow(credentials, permissions);
      this.#denied.set(key, denied);
      denied.catch(() => this.#denied.delete(key));
    }
    return denied;
  }

  async #askNow(
    credentials: BackstageCredentials,
    permissions: readonly BasicPermission[],
  ): Promise<BasicPermission[]> {
    let decisions;
    try {
      decisions = await this.permissions.authorize(
        permissions.map(permission => ({ permission })),
        { credentials },
      );
    } catch (error) {
      // Who has just been signed out is told so.
      if (isError(error) && error.name === 'AuthenticationError') throw error;
      throw new ServiceUnavailableError(
        'What the policy of this portal allows cannot be found out now; try again in a few seconds',
        error,
      );
    }
    return permissions.filter(
      (_, index) => decisions[index].result !== AuthorizeResult.ALLOW,
    );
  }
}

function denialOf(permission: string): string {
  return `The policy of this portal does not let you do this (${permission}); ask whoever runs it`;
}

function seesNothing(who: AuthState): AuthState {
  return {
    ...who,
    entityId: undefined,
    groups: [],
    scopes: [],
    administrator: false,
  };
}
