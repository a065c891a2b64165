import { Knex } from 'knex';
import { toDatabase } from './time';

/** What time takes away. Each statement may run on two servers at once and says the same. */
export class ExpiryStore {
  constructor(private readonly db: Knex) {}

  /** Marks auths that expired, and sessions that nobody used since a time, as ended. */
  async endExpired(idleSince: Date): Promise<number> {
    const now = toDatabase(Date.now());
    const ended = { state: 'revoked', ended: now };
    const expired = await this.db('auth')
      .where('state', 'active')
      .where('expires', '<', now)
      .update(ended);
    const idle = await this.db('auth')
      .where({ state: 'active', kind: 'session' })
      .where('last_used', '<', toDatabase(idleSince))
      .update(ended);
    return expired + idle;
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
}
