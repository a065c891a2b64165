import { Knex } from 'knex';
import { fromDatabase, toDatabase } from './time';

/** How many wrong codes people and addresses have typed lately; kept for all servers together. */
export class GuessStore {
  constructor(private readonly db: Knex) {}

  /** Counts a guess as a wrong one. Returns how many there are now, and until when they count. */
  async add(
    guesser: string,
    windowMs: number,
  ): Promise<{ wrong: number; until: Date }> {
    const now = toDatabase(Date.now());
    const until = toDatabase(Date.now() + windowMs);
    const [row] = await this.db('device_guess')
      .insert({ guesser, wrong: 1, until })
      .onConflict('guesser')
      .merge({
        wrong: this.db.raw(
          'case when device_guess.until <= ? then 1 else device_guess.wrong + 1 end',
          [now],
        ),
        until: this.db.raw(
          'case when device_guess.until <= ? then excluded.until else device_guess.until end',
          [now],
        ),
      })
      .returning(['wrong', 'until']);
    return { wrong: row.wrong, until: new Date(fromDatabase(row.until)) };
  }

  /** Takes back that a guess was counted: it was right. */
  async forgive(guesser: string): Promise<void> {
    await this.db('device_guess')
      .where({ guesser })
      .where('wrong', '>', 0)
      .decrement('wrong');
  }

  async deleteExpired(): Promise<number> {
    return this.db('device_guess')
      .where('until', '<', toDatabase(Date.now()))
      .delete();
  }
}
