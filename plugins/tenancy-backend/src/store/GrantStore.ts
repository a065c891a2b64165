import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { Cipher } from '../service/Cipher';
import { toDatabase } from './time';

/** A grant of a provider that is due to be used, and for whom. */
export interface DueGrant {
  id: string;
  entityId: string;
  authId: string | null;
  tenant: string;
  issuer: string;
  subject: string;
  /** Undefined: it cannot be decrypted any more. */
  refreshToken: string | undefined;
}

/** What providers gave us to ask them again, encrypted. */
export class GrantStore {
  constructor(private readonly db: Knex, private readonly cipher: Cipher) {}

  async add(grant: {
    entityId: string;
    authId: string | null;
    refreshToken: string;
    nextCheck: Date;
  }): Promise<void> {
    const id = randomUUID();
    await this.db('provider_grant').insert({
      id,
      entity_id: grant.entityId,
      auth_id: grant.authId,
      ...this.cipher.encrypt(grant.refreshToken, id),
      granted: toDatabase(Date.now()),
      next_check: toDatabase(grant.nextCheck),
    });
  }

  /**
   * Takes grants that are due, so that no other server uses them at the same time: providers that rotate refresh tokens
   * take a second use for theft.
   */
  async takeDue(limit: number, leaseUntil: Date): Promise<DueGrant[]> {
    const due = await this.db('provider_grant')
      .join('entity', 'entity.id', 'provider_grant.entity_id')
      .where('next_check', '<=', toDatabase(Date.now()))
      .orderBy('next_check')
      .limit(limit)
      .select(
        'provider_grant.*',
        'entity.tenant',
        'entity.issuer',
        'entity.subject',
      );
    const taken: DueGrant[] = [];
    for (const row of due) {
      const mine = await this.db('provider_grant')
        .where({ id: row.id, next_check: row.next_check })
        .update({ next_check: toDatabase(leaseUntil) });
      if (mine > 0) {
        taken.push({
          id: row.id,
          entityId: row.entity_id,
          authId: row.auth_id,
          tenant: row.tenant,
          issuer: row.issuer,
          subject: row.subject,
          refreshToken: this.cipher.decrypt(row, row.id),
        });
      }
    }
    return taken;
  }

  async used(id: string, refreshToken: string, nextCheck: Date): Promise<void> {
    await this.db('provider_grant')
      .where({ id })
      .update({
        ...this.cipher.encrypt(refreshToken, id),
        next_check: toDatabase(nextCheck),
      });
  }

  async postpone(id: string, nextCheck: Date): Promise<void> {
    await this.db('provider_grant')
      .where({ id })
      .update({ next_check: toDatabase(nextCheck) });
  }

  /** Has the other grants of an entity asked about at once. */
  async checkNow(entityId: string): Promise<void> {
    const now = toDatabase(Date.now());
    await this.db('provider_grant')
      .where({ entity_id: entityId })
      .update({ next_check: now });
  }

  async delete(id: string): Promise<void> {
    await this.db('provider_grant').where({ id }).delete();
  }

  async anyOf(entityId: string): Promise<boolean> {
    const grant = await this.db('provider_grant')
      .where({ entity_id: entityId })
      .first('id');
    return grant !== undefined;
  }

  /**
   * Deletes grants that serve nobody: their session has ended, and the entity has no key of its own for which they would
   * have to be asked.
   */
  async deleteUnneeded(): Promise<number> {
    const alive = (kind: string) =>
      this.db('auth').where({ kind, state: 'active' });
    return this.db('provider_grant')
      .where(q =>
        q
          .whereNull('auth_id')
          .orWhereNotIn('auth_id', alive('session').select('id')),
      )
      .whereNotIn(
        'entity_id',
        alive('api_key').whereNotNull('entity_id').select('entity_id'),
      )
      .delete();
  }

  /** Encrypts some of what an older key encrypted with the current one. Returns how many. */
  async reencrypt(limit: number): Promise<number> {
    const rows = await this.db('provider_grant')
      .whereNot('key_id', this.cipher.currentKeyId)
      .limit(limit)
      .select('id', 'key_id', 'ciphertext');
    for (const row of rows) {
      const text = this.cipher.decrypt(row, row.id);
      if (text === undefined) {
        await this.delete(row.id);
      } else {
        // Only where nobody has used and rewritten it meanwhile.
        await this.db('provider_grant')
          .where({ id: row.id, ciphertext: row.ciphertext })
          .update(this.cipher.encrypt(text, row.id));
      }
    }
    return rows.length;
  }
}
