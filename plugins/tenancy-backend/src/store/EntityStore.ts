import type { Account } from '@wheelhouse/plugin-tenancy-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { candidateNames } from '../service/entityNames';
import { groupRef } from '../service/groups';
import { fromDatabase, toDatabase } from './time';

/** An entity, as stored. */
export interface EntityRow {
  id: string;
  tenant: string;
  issuer: string;
  subject: string;
  account: string;
  name: string;
  display_name: string | null;
  email: string | null;
  state: 'active' | 'disabled';
  /** JSON array of references, as the provider last gave them. */
  groups: string;
  groups_said: string | Date;
}

/** A place that an entity acts from, as stored. */
export interface PersonaRow {
  id: string;
  entity_id: string;
  source: string;
  name: string;
}

/** Entities and the places that they act from. */
export class EntityStore {
  constructor(private readonly db: Knex) {}

  /**
   * The entity of an account that its provider vouches for; made when it is the first time. Identity is tenant, issuer
   * and subject: an email that another account has, or had, links nothing.
   *
   * @param saidAt - when the provider said so: groups that it gave earlier than those that we know change nothing.
   */
  async vouchedFor(
    tenant: string,
    account: Account,
    saidAt: Date,
  ): Promise<EntityRow> {
    const identity = {
      tenant,
      issuer: account.issuer,
      subject: account.subject,
    };
    const said = {
      account: account.account,
      display_name: account.displayName ?? null,
      email: account.email ?? null,
      last_seen: toDatabase(Date.now()),
    };
    const groups = {
      groups: JSON.stringify(account.groups.map(n => groupRef(tenant, n))),
      groups_said: toDatabase(saidAt),
    };
    for (;;) {
      const known = await this.db<EntityRow>('entity').where(identity).first();
      if (known) {
        const newer = fromDatabase(known.groups_said) <= groups.groups_said;
        const change = { ...said, ...(newer && groups) };
        await this.db('entity').where({ id: known.id }).update(change);
        return { ...known, ...change };
      }
      const row = {
        id: randomUUID(),
        ...identity,
        ...said,
        ...groups,
        state: 'active' as const,
        name: await this.#freeName(tenant, account.account),
        created: toDatabase(Date.now()),
      };
      // Another server may have made the entity, or taken the name, in between: then look again.
      const made = await this.db('entity')
        .insert(row)
        .onConflict()
        .ignore()
        .returning('id');
      if (made.length > 0) return row;
    }
  }

  async byId(id: string): Promise<EntityRow | undefined> {
    return this.db<EntityRow>('entity').where({ id }).first();
  }

  async setState(id: string, state: EntityRow['state']): Promise<void> {
    await this.db('entity').where({ id }).update({ state });
  }

  /** The place of this kind and name; made when it is the first time. */
  async persona(
    entityId: string,
    source: string,
    name: string,
  ): Promise<PersonaRow> {
    const place = {
      entity_id: entityId,
      source: source.slice(0, 128),
      name: name.slice(0, 128),
    };
    const known = await this.db<PersonaRow>('entity_persona')
      .where(place)
      .first();
    return known ?? this.addPersona(place);
  }

  /** A place by its id, where it is this entity's. */
  async personaById(
    entityId: string,
    id: string,
  ): Promise<PersonaRow | undefined> {
    return this.db<PersonaRow>('entity_persona')
      .where({ entity_id: entityId, id })
      .first();
  }

  async addPersona(place: {
    entity_id: string;
    source: string;
    name: string;
  }): Promise<PersonaRow> {
    const now = toDatabase(Date.now());
    const row = { id: randomUUID(), ...place };
    await this.db('entity_persona').insert({
      ...row,
      created: now,
      last_seen: now,
    });
    return row;
  }

  async #freeName(tenant: string, account: string): Promise<string> {
    for (const name of candidateNames(account)) {
      const taken = await this.db('entity').where({ tenant, name }).first('id');
      if (!taken) return name;
    }
    throw new Error('unreachable: there is always another candidate');
  }
}
