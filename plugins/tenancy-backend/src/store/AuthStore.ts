import type { AuthKind } from '@wheelhouse/plugin-tenancy-common';
import { ConflictError } from '@backstage/errors';
import type { MintedToken } from '@wheelhouse/plugin-tenancy-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { AuthRow } from './AuthFinder';
import { toDatabase } from './time';

/** What is given when an auth is granted. */
export interface NewAuth {
  id: string;
  entityId: string | null;
  ownerGroup: string | null;
  createdBy: string;
  personaId: string | null;
  kind: AuthKind;
  name: string;
  /** Null: never. */
  expires: Date | null;
  prefix: string;
  tokenHash: string;
  scopes: string[];
  groups: string[];
  claims: Record<string, unknown>;
}

/** Whose an auth is. */
export type AuthOwner = Pick<AuthRow, 'entity_id' | 'owner_group' | 'kind'>;
/** Its columns. */
export const AUTH_OWNER = ['entity_id', 'owner_group', 'kind'];

/** What takes the place of a secret. */
export interface NextSecret {
  tokenHash: string;
  prefix: string;
  oldUntil: Date;
}

/** Sessions and API keys, their groups, and the tokens that stand for them. */
export class AuthStore {
  constructor(private readonly db: Knex) {}

  async grant(auth: NewAuth): Promise<void> {
    const now = Date.now();
    await this.db.transaction(async tx => {
      await tx('auth').insert({
        id: auth.id,
        entity_id: auth.entityId,
        owner_group: auth.ownerGroup,
        created_by: auth.createdBy,
        persona_id: auth.personaId,
        kind: auth.kind,
        name: auth.name,
        granted: toDatabase(now),
        seconds: auth.expires
          ? Math.round((auth.expires.getTime() - now) / 1000)
          : 0,
        expires: auth.expires && toDatabase(auth.expires),
        state: 'active',
        prefix: auth.prefix,
        token_hash: auth.tokenHash,
        scopes: JSON.stringify(auth.scopes),
        last_used: auth.kind === 'session' ? toDatabase(now) : null,
      });
      await insertGroups(tx, auth.id, auth.groups);
      const claims = Object.entries(auth.claims).map(([name, value]) => ({
        id: randomUUID(),
        auth_id: auth.id,
        name,
        value: JSON.stringify(value),
      }));
      if (claims.length > 0) await tx('auth_claims').insert(claims);
    });
  }

  /** Ends auths, and with them each token that stands for them. Returns whose were alive. */
  async revoke(where: Record<string, unknown>): Promise<AuthOwner[]> {
    return this.db.transaction(async tx => {
      const alive: Array<AuthOwner & { id: string }> = await tx('auth')
        .where({ ...where, state: 'active' })
        .select('id', ...AUTH_OWNER);
      for (const { id } of alive) {
        await tx('auth')
          .where({ id })
          .update({ state: 'revoked', ended: toDatabase(Date.now()) });
        await tx('auth_token')
          .where({ auth_id: id, kind: 'backstage' })
          .delete();
      }
      return alive;
    });
  }

  /** Returns whose it is. */
  async update(
    id: string,
    change: { name?: string; scopes?: string[]; expires?: Date },
  ): Promise<AuthOwner[]> {
    return this.db('auth')
      .where({ id })
      .update({
        ...(change.name !== undefined && { name: change.name }),
        ...(change.scopes && { scopes: JSON.stringify(change.scopes) }),
        ...(change.expires && { expires: toDatabase(change.expires) }),
      })
      .returning(AUTH_OWNER);
  }

  /** Gives an auth a new secret; the old one goes on until a time. Returns whose it is; undefined: another was quicker. */
  async rotate(
    auth: { id: string; token_hash: string },
    next: NextSecret,
  ): Promise<AuthOwner | undefined> {
    const [rotated] = await this.db('auth')
      .where({ id: auth.id, token_hash: auth.token_hash, state: 'active' })
      .update({
        token_hash: next.tokenHash,
        prefix: next.prefix,
        old_token_hash: auth.token_hash,
        old_until: toDatabase(next.oldUntil),
      })
      .returning(AUTH_OWNER);
    return rotated;
  }

  /**
   * Writes the groups that an entity has now to each of its auths. Tokens that were minted with other groups end: what
   * they stood for is gone.
   *
   * @returns whether anything changed.
   */
  async setGroups(entityId: string, groups: string[]): Promise<boolean> {
    return this.db.transaction(async tx => {
      const ids: string[] = await tx('auth')
        .where({ entity_id: entityId, state: 'active' })
        .pluck('id');
      let changed = false;
      for (const id of ids) {
        const had: string[] = await tx('auth_groups')
          .where({ auth_id: id })
          .pluck('name');
        if (had.sort().join() === groups.join()) continue;
        changed = true;
        await tx('auth_groups').where({ auth_id: id }).delete();
        await insertGroups(tx, id, groups);
        await tx('auth_token')
          .where({ auth_id: id, kind: 'backstage' })
          .delete();
      }
      return changed;
    });
  }

  /** @throws ConflictError where the auth ended, or its groups changed, since the token was made. */
  async rememberBackstageToken(token: MintedToken): Promise<void> {
    await this.db.transaction(async tx => {
      // Takes the row, so that a change of groups waits for us or we for it.
      const alive = await tx('auth')
        .where({ id: token.authId, state: 'active' })
        .update({ state: 'active' });
      const groups: string[] = await tx('auth_groups')
        .where({ auth_id: token.authId })
        .pluck('name');
      if (alive === 0 || groups.sort().join() !== token.groups.join()) {
        throw new ConflictError('Your groups have just changed; try again');
      }
      await tx('auth_token').insert({
        hash: token.hash,
        auth_id: token.authId,
        kind: 'backstage',
        expires: token.expires,
      });
    });
  }

  /** Ties a provider's own token to an auth, whose end moves to the token's. */
  async rememberProviderToken(token: {
    authId: string;
    hash: string;
    expires: Date;
  }): Promise<void> {
    const expires = toDatabase(token.expires);
    await this.db('auth_token')
      .insert({
        hash: token.hash,
        auth_id: token.authId,
        kind: 'provider',
        expires,
      })
      .onConflict('hash')
      .ignore();
    await this.db('auth')
      .where({ id: token.authId, state: 'active' })
      .where('expires', '<', expires)
      .update({ expires });
  }

  /** Notes that an auth was used. */
  async touch(auth: AuthRow, now: Date): Promise<void> {
    const time = toDatabase(now);
    await this.db('auth').where({ id: auth.id }).update({ last_used: time });
    if (auth.persona_id) {
      await this.db('entity_persona')
        .where({ id: auth.persona_id })
        .update({ last_seen: time });
    }
    if (auth.entity_id) {
      await this.db('entity')
        .where({ id: auth.entity_id })
        .update({ last_seen: time });
    }
  }
}

async function insertGroups(
  tx: Knex.Transaction,
  authId: string,
  groups: string[],
) {
  if (groups.length === 0) return;
  await tx('auth_groups').insert(
    groups.map(name => ({ id: randomUUID(), auth_id: authId, name })),
  );
}
