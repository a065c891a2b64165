import { Knex } from 'knex';
import { AUTH_OWNER, AuthOwner } from './AuthStore';
import { toDatabase } from './time';

/** What time takes away. Each statement may run on two servers at once and says the same. */
export class ExpiryStore {
  constructor(private readonly db: Knex) {}

  /** Marks auths whose time is over as ended. Returns whose they were. */
  async endExpired(): Promise<AuthOwner[]> {
    return this.#end(auths =>
      auths.where('expires', '<', toDatabase(Date.now())),
    );
  }

  /** Marks sessions that nobody has used since a time as ended. Returns whose they were. */
  async endIdle(since: Date): Promise<AuthOwner[]> {
    return this.#end(auths =>
      auths
        .where({ kind: 'session' })
        .where('last_used', '<', toDatabase(since)),
    );
  }

  async deleteEndedBefore(time: Date): Promise<number> {
    return this.db('auth')
      .where('state', 'revoked')
      .where('ended', '<', toDatabase(time))
      .delete();
  }

  async deleteExpiredTokens(): Promise<number> {
    return this.db('auth_token')
      .where('expires', '<', toDatabase(Date.now()))
      .delete();
  }

  async #end(
    which: (auths: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<AuthOwner[]> {
    const now = toDatabase(Date.now());
    return which(this.db('auth').where({ state: 'active' }))
      .update({ state: 'revoked', ended: now })
      .returning(AUTH_OWNER);
  }
}
