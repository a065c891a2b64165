import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { toDatabase } from './time';

/** What was asked for with an `Idempotency-Key`. */
export interface Asked {
  owner: string;
  key: string;
  fingerprint: string;
}

/** Which answer belongs to which `Idempotency-Key`. */
export class AskedStore {
  constructor(private readonly db: Knex) {}

  /**
   * What has been answered to a key.
   *
   * @throws ConflictError where it was used for something else.
   */
  async find(asked: Asked, db: Knex = this.db): Promise<string | undefined> {
    const row = await db('asked').where(where(asked)).first();
    if (row && row.fingerprint !== asked.fingerprint) {
      throw new ConflictError(
        'This Idempotency-Key was used for something else before; use a new one for each thing that you ask for.',
      );
    }
    return row?.target;
  }

  /** Keeps what a key stands for; where it stands for something already, that is returned. */
  async take(
    tx: Knex.Transaction,
    asked: Asked,
    target: string,
  ): Promise<string | undefined> {
    const { fingerprint } = asked;
    const inserted = await tx('asked')
      .insert({
        ...where(asked),
        fingerprint,
        target,
        created: toDatabase(Date.now()),
      })
      .onConflict(['owner', 'idempotency_key'])
      .ignore()
      .returning('target');
    return inserted.length > 0 ? undefined : this.find(asked, tx);
  }

  /** Lets a key stand for something else, which was there already. */
  async point(tx: Knex.Transaction, asked: Asked, target: string) {
    await tx('asked').where(where(asked)).update({ target });
  }

  async deleteBefore(time: number): Promise<void> {
    await this.db('asked').where('created', '<', toDatabase(time)).delete();
  }
}

function where({ owner, key }: Asked) {
  return { owner, idempotency_key: key };
}
