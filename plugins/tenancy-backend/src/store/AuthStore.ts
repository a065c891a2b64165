import type { AuthKind } from '@wheelhouse/plugin-tenancy-common';
import { ConflictError } from '@backstage/errors';
import type { Lookup, MintedToken } from '@wheelhouse/plugin-tenancy-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { fromDatabase, toDatabase } from './time';

/** An auth, as stored, with what is needed of its entity and persona. */
export interface AuthRow {
  id: string;
  entity_id: string | null;
  owner_group: string | null;
  created_by: string;
  persona_id: string | null;
  kind: AuthKind;
  name: string;
  granted: string | Date;
  seconds: number | string;
  expires: string | Date | null;
  state: 'active' | 'revoked';
  prefix: string;
  token_hash: string;
  old_token_hash: string | null;
  old_until: string | Date | null;
  scopes: string;
  last_used: string | Date | null;
}

/** An auth together with whoever made it and where it is used. */
export type AuthDetails = AuthRow & {
  tenant: string;
  account: string;
  entity_name: string;
  display_name: string | null;
  email: string | null;
  entity_state: 'active' | 'disabled';
  persona_source: string | null;
  persona_name: string | null;
};

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

/** Which part of a list is wanted: what was granted before this one. */
export interface Before {
  granted: string;
  id: string;
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

  /** An auth that is active and has not expired, whose person may act. */
  async findAlive(
    lookup: Exclude<Lookup, { by: 'provider' }>,
  ): Promise<AuthDetails | undefined> {
    const now = toDatabase(Date.now());
    const query = this.#details()
      .where('auth.state', 'active')
      .where(q => q.whereNull('auth.expires').orWhere('auth.expires', '>', now))
      .where(q =>
        q.whereNotNull('auth.owner_group').orWhere('entity.state', 'active'),
      );
    switch (lookup.by) {
      case 'id':
        return query.where('auth.id', lookup.id).first();
      case 'session':
        return query
          .where({ 'auth.kind': 'session', 'auth.token_hash': lookup.hash })
          .first();
      case 'api_key': {
        const current = await query
          .clone()
          .where({ 'auth.kind': 'api_key', 'auth.token_hash': lookup.hash })
          .first();
        return (
          current ??
          query
            .where({
              'auth.kind': 'api_key',
              'auth.old_token_hash': lookup.hash,
            })
            .where('auth.old_until', '>', now)
            .first()
        );
      }
      default:
        return this.#byToken(query, 'backstage', lookup.hash);
    }
  }

  /** The auth that a provider's token was tied to, alive or not. */
  async byProviderToken(hash: string): Promise<AuthDetails | undefined> {
    return this.#byToken(this.#details(), 'provider', hash);
  }

  /** The newest session of a persona, alive or not, and when it was ended. */
  async newestOfPersona(
    personaId: string,
  ): Promise<(AuthRow & { ended: string | null }) | undefined> {
    const row = await this.db('auth')
      .where({ persona_id: personaId, kind: 'session' })
      .orderBy('granted', 'desc')
      .first();
    return row && { ...row, ended: row.ended && fromDatabase(row.ended) };
  }

  async byId(id: string): Promise<AuthDetails | undefined> {
    return this.#details().where('auth.id', id).first();
  }

  /** The session of an API client by its refresh token, current or just replaced, alive or not. */
  async bySessionSecret(hash: string): Promise<AuthDetails | undefined> {
    return this.#details()
      .where('auth.kind', 'session')
      .where(q =>
        q.where('auth.token_hash', hash).orWhere('auth.old_token_hash', hash),
      )
      .first();
  }

  async groupsOf(authId: string): Promise<string[]> {
    const rows = await this.db('auth_groups')
      .where({ auth_id: authId })
      .select('name');
    return rows.map(row => row.name).sort();
  }

  /** Sessions of an entity that are alive, newest first. */
  async sessions(
    entityId: string,
    idleSince: Date,
    page: { limit: number; before?: Before },
  ): Promise<AuthDetails[]> {
    return this.#page(
      this.#details()
        .where({
          'auth.entity_id': entityId,
          'auth.kind': 'session',
          'auth.state': 'active',
        })
        .where('auth.last_used', '>', toDatabase(idleSince)),
      page,
    );
  }

  /**
   * API keys that are alive of an entity and of groups, newest first. Each owner's part is read by its own index and the
   * parts are merged: one query over all of them would sort everything that they own.
   */
  async apiKeys(
    entityId: string | undefined,
    groups: string[],
    page: { limit: number; before?: Before },
  ): Promise<AuthDetails[]> {
    const parts: AuthDetails[][] = [];
    if (entityId) {
      parts.push(
        await this.#page(
          this.#details().where({
            'auth.entity_id': entityId,
            'auth.kind': 'api_key',
            'auth.state': 'active',
          }),
          page,
        ),
      );
    }
    const owning: { owner_group: string }[] =
      groups.length === 0
        ? []
        : await this.db('auth')
            .distinct('owner_group')
            .whereIn('owner_group', groups)
            .where('state', 'active');
    for (const { owner_group } of owning) {
      parts.push(
        await this.#page(
          this.#details().where({
            'auth.owner_group': owner_group,
            'auth.state': 'active',
          }),
          page,
        ),
      );
    }
    return parts
      .flat()
      .sort(
        (a, b) =>
          fromDatabase(b.granted).localeCompare(fromDatabase(a.granted)) ||
          b.id.localeCompare(a.id),
      )
      .slice(0, page.limit);
  }

  /** Ends auths, and with them each token that stands for them. Returns how many were alive. */
  async revoke(where: Record<string, unknown>): Promise<number> {
    return this.db.transaction(async tx => {
      const ids: string[] = await tx('auth')
        .where({ ...where, state: 'active' })
        .pluck('id');
      for (const id of ids) {
        await tx('auth')
          .where({ id })
          .update({ state: 'revoked', ended: toDatabase(Date.now()) });
        await tx('auth_token')
          .where({ auth_id: id, kind: 'backstage' })
          .delete();
      }
      return ids.length;
    });
  }

  async update(
    id: string,
    change: { name?: string; scopes?: string[]; expires?: Date },
  ): Promise<void> {
    await this.db('auth')
      .where({ id })
      .update({
        ...(change.name !== undefined && { name: change.name }),
        ...(change.scopes && { scopes: JSON.stringify(change.scopes) }),
        ...(change.expires && { expires: toDatabase(change.expires) }),
      });
  }

  /** Gives an auth a new secret; the old one goes on until a time. Returns false where another was quicker. */
  async rotate(
    auth: { id: string; token_hash: string },
    next: { tokenHash: string; prefix: string; oldUntil: Date },
  ): Promise<boolean> {
    const changed = await this.db('auth')
      .where({ id: auth.id, token_hash: auth.token_hash, state: 'active' })
      .update({
        token_hash: next.tokenHash,
        prefix: next.prefix,
        old_token_hash: auth.token_hash,
        old_until: toDatabase(next.oldUntil),
      });
    return changed > 0;
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

  /** Whether a Backstage token still stands for its auth. */
  async isBackstageTokenAlive(hash: string): Promise<boolean> {
    const token = await this.db('auth_token')
      .where({ hash, kind: 'backstage' })
      .first('hash');
    return token !== undefined;
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

  /** Whether an entity has an API key of its own that is alive. */
  async hasPersonalKeys(entityId: string): Promise<boolean> {
    const key = await this.db('auth')
      .where({ entity_id: entityId, kind: 'api_key', state: 'active' })
      .first('id');
    return key !== undefined;
  }

  #details(): Knex.QueryBuilder<any, any> {
    return this.db('auth')
      .join('entity', 'entity.id', 'auth.created_by')
      .leftJoin('entity_persona', 'entity_persona.id', 'auth.persona_id')
      .select(
        'auth.*',
        'entity.tenant',
        'entity.account',
        'entity.name as entity_name',
        'entity.display_name',
        'entity.email',
        'entity.state as entity_state',
        'entity_persona.source as persona_source',
        'entity_persona.name as persona_name',
      );
  }

  #byToken(
    query: Knex.QueryBuilder<any, any>,
    kind: 'backstage' | 'provider',
    hash: string,
  ): Promise<AuthDetails | undefined> {
    return query
      .join('auth_token', 'auth_token.auth_id', 'auth.id')
      .where({ 'auth_token.hash': hash, 'auth_token.kind': kind })
      .where('auth_token.expires', '>', toDatabase(Date.now()))
      .first();
  }

  #page(
    query: Knex.QueryBuilder<any, any>,
    page: { limit: number; before?: Before },
  ): Promise<AuthDetails[]> {
    const now = toDatabase(Date.now());
    const { before } = page;
    if (before) {
      query.where(q =>
        q
          .where('auth.granted', '<', before.granted)
          .orWhere(p =>
            p
              .where('auth.granted', before.granted)
              .where('auth.id', '<', before.id),
          ),
      );
    }
    return query
      .where(q => q.whereNull('auth.expires').orWhere('auth.expires', '>', now))
      .orderBy([
        { column: 'auth.granted', order: 'desc' },
        { column: 'auth.id', order: 'desc' },
      ])
      .limit(page.limit);
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
