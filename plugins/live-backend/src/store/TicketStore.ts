import { Knex } from 'knex';

/** Tickets, by their hash. */
export class TicketStore {
  constructor(private readonly db: Knex) {}

  async add(hash: string, authId: string, expires: Date): Promise<void> {
    await this.db('live_ticket').insert({
      hash,
      auth_id: authId,
      expires: expires.toISOString(),
    });
  }

  /** The auth that a ticket stands for; it is gone afterwards. */
  async take(hash: string): Promise<string | undefined> {
    const row = await this.db('live_ticket')
      .where({ hash })
      .where('expires', '>', new Date().toISOString())
      .first();
    // Of two that read it, one deletes it.
    const mine = row && (await this.db('live_ticket').where({ hash }).delete());
    return mine ? row.auth_id : undefined;
  }

  async deleteExpired(): Promise<number> {
    return this.db('live_ticket')
      .where('expires', '<', new Date().toISOString())
      .delete();
  }
}
