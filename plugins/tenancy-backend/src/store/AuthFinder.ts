import { newestFirst } from '@wheelhouse/http-node';
import type { AuthKind } from '@wheelhouse/plugin-tenancy-common';
import { Lookup, lookupKey } from '@wheelhouse/plugin-tenancy-node';
import { Knex } from 'knex';
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
  issuer: string;
  account: string;
  entity_name: string;
  display_name: string | null;
  email: string | null;
  entity_state: 'active' | 'disabled';
  persona_source: string | null;
  persona_name: string | null;
};

/** Which part of a list is wanted: what was granted before this one. */
export interface Before {
  granted: string;
  id: string;
}

/** Finds and lists auths. */
export class AuthFinder {
  constructor(private readonly db: Knex) {}

  /** An auth that is active and has not expired, whose person may act. */
  async findAlive(
    lookup: Exclude<Lookup, { by: 'provider' }>,
  ): Promise<AuthDetails | undefined> {
    const now = toDatabase(Date.now());
    const query = this.#alive(now);
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

  /** As {@link findAlive}, for many at once: each auth that is alive, by what it was looked up with. */
  async findManyAlive(
    lookups: ReadonlyArray<Exclude<Lookup, { by: 'provider' }>>,
  ): Promise<Map<string, AuthDetails>> {
    const now = toDatabase(Date.now());
    const found = new Map<string, AuthDetails>();
    const find = async (
      by: Lookup['by'],
      column: string,
      narrow: (query: Knex.QueryBuilder<any, any>) => unknown = () => {},
    ) => {
      const values = lookups
        .filter(lookup => lookup.by === by && !found.has(lookupKey(lookup)))
        .map(lookup => (lookup.by === 'id' ? lookup.id : lookup.hash));
      if (values.length === 0) return;
      const query = this.#alive(now).whereIn(column, values);
      narrow(query);
      for (const row of await query.select(`${column} as looked_up`)) {
        found.set(`${by}:${row.looked_up}`, row);
      }
    };
    await find('id', 'auth.id');
    await find('session', 'auth.token_hash', q =>
      q.where('auth.kind', 'session'),
    );
    await find('api_key', 'auth.token_hash', q =>
      q.where('auth.kind', 'api_key'),
    );
    // Only of those that are not found by their current secret.
    await find('api_key', 'auth.old_token_hash', q =>
      q.where('auth.kind', 'api_key').where('auth.old_until', '>', now),
    );
    await find('backstage', 'auth_token.hash', q =>
      q
        .join('auth_token', 'auth_token.auth_id', 'auth.id')
        .where('auth_token.kind', 'backstage')
        .where('auth_token.expires', '>', now),
    );
    return found;
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

  /** References, sorted. */
  async groupsOf(authId: string): Promise<string[]> {
    const rows = await this.db('auth_groups')
      .where({ auth_id: authId })
      .select('name');
    return rows.map(row => row.name).sort();
  }

  /** The groups of many auths, sorted, by the auth's id. */
  async groupsOfMany(
    authIds: readonly string[],
  ): Promise<Map<string, string[]>> {
    const groups = new Map(authIds.map(id => [id, [] as string[]]));
    const rows = await this.db('auth_groups')
      .whereIn('auth_id', authIds)
      .select('auth_id', 'name');
    for (const row of rows) groups.get(row.auth_id)!.push(row.name);
    for (const names of groups.values()) names.sort();
    return groups;
  }

  /** Whether a Backstage token still stands for its auth. */
  async isBackstageTokenAlive(hash: string): Promise<boolean> {
    const token = await this.db('auth_token')
      .where({ hash, kind: 'backstage' })
      .first('hash');
    return token !== undefined;
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
   * API keys that are alive of whoever acts with an auth: of the entity and of the auth's groups, newest first. Each owner's
   * part is read by its own index and the parts are merged: one query over all of them would sort everything that they own.
   */
  async apiKeys(
    caller: { id: string; entityId?: string },
    page: { limit: number; before?: Before },
  ): Promise<AuthDetails[]> {
    const owners: Record<string, unknown>[] = (
      await this.#owningGroups(caller.id)
    ).map(group => ({ 'auth.owner_group': group }));
    if (caller.entityId) {
      owners.push({
        'auth.entity_id': caller.entityId,
        'auth.kind': 'api_key',
      });
    }
    const parts: AuthDetails[][] = [];
    for (const owner of owners) {
      parts.push(
        await this.#page(
          this.#details().where({ ...owner, 'auth.state': 'active' }),
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

  /** Those of the groups of an auth that own keys. One look into the index for each group, however many keys it owns. */
  #owningGroups(authId: string): Promise<string[]> {
    return this.db('auth_groups')
      .where({ auth_id: authId })
      .whereExists(
        this.db('auth')
          .where('auth.state', 'active')
          .where('auth.owner_group', this.db.ref('auth_groups.name')),
      )
      .pluck('name');
  }

  #alive(now: string): Knex.QueryBuilder<any, any> {
    return this.#details()
      .where('auth.state', 'active')
      .where(q => q.whereNull('auth.expires').orWhere('auth.expires', '>', now))
      .where(q =>
        q.whereNotNull('auth.owner_group').orWhere('entity.state', 'active'),
      );
  }

  #details(): Knex.QueryBuilder<any, any> {
    return this.db('auth')
      .join('entity', 'entity.id', 'auth.created_by')
      .leftJoin('entity_persona', 'entity_persona.id', 'auth.persona_id')
      .select(
        'auth.*',
        'entity.tenant',
        'entity.issuer',
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
    const { before, limit } = page;
    const now = toDatabase(Date.now());
    return newestFirst(
      query.where(q =>
        q.whereNull('auth.expires').orWhere('auth.expires', '>', now),
      ),
      { time: 'auth.granted', id: 'auth.id' },
      { limit, after: before && { time: before.granted, id: before.id } },
    );
  }
}
