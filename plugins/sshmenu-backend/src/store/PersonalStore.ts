import {
  frecency,
  type OwnUserState,
  totalUses,
  type UseState,
} from '@wheelhouse/plugin-sshmenu-common';
import { Knex } from 'knex';
import type { LockedList } from './LockedList';
import { fromDatabase } from './time';

/** What stands in the key of what is personal: whose, on which entry. */
export interface PersonalPlace {
  owner: string;
  listKey: string;
  id: string;
}

/** A count as it is kept. */
export interface StoredUse {
  uses: number;
  lastUsed: string;
  /** By the clock of the place that told. */
  claimed: string;
}

/**
 * What is of one person on entries, their own or shared. It is changed while the person's own list is locked, and has its
 * numbers from there.
 */
export class PersonalStore {
  async findUse(
    list: LockedList,
    place: PersonalPlace,
    replica: string,
  ): Promise<StoredUse | undefined> {
    const row = await list
      .trx('entry_use')
      .where({ ...columnsOf(place), replica })
      .first();
    return (
      row && {
        uses: Number(row.uses),
        lastUsed: fromDatabase(row.last_used),
        claimed: fromDatabase(row.claimed),
      }
    );
  }

  /** Keeps a count, and the sum of all places. */
  async putUse(
    list: LockedList,
    place: PersonalPlace,
    use: Omit<UseState, 'type' | 'list' | 'id'> & { claimed: string },
  ): Promise<void> {
    const { trx } = list;
    await trx('entry_use')
      .insert({
        ...columnsOf(place),
        replica: use.replica,
        persona: use.persona ?? null,
        uses: use.uses,
        last_used: use.lastUsed,
        claimed: use.claimed,
        seq: list.nextSeq(),
      })
      .onConflict(['owner', 'list_key', 'id', 'replica'])
      .merge();
    await this.#sum(trx, place);
  }

  async findOwnUser(
    list: LockedList,
    place: PersonalPlace,
  ): Promise<Pick<OwnUserState, 'user' | 'stamp'> | undefined> {
    const row = await list.trx('personal').where(columnsOf(place)).first();
    if (!row || row.own_user_stamp === null) return undefined;
    return { user: row.own_user, stamp: row.own_user_stamp };
  }

  async putOwnUser(
    list: LockedList,
    place: PersonalPlace,
    chosen: Pick<OwnUserState, 'user' | 'stamp'>,
  ): Promise<void> {
    const own = {
      own_user: chosen.user,
      own_user_stamp: chosen.stamp,
      own_user_seq: list.nextSeq(),
    };
    await list
      .trx('personal')
      .insert({ ...columnsOf(place), uses: 0, ...own })
      .onConflict(['owner', 'list_key', 'id'])
      .merge(own);
  }

  async #sum(trx: Knex.Transaction, place: PersonalPlace): Promise<void> {
    const rows = await trx('entry_use').where(columnsOf(place));
    const { uses, lastUsed, lastUsedFrom } = totalUses(
      rows.map(row => ({
        type: 'use' as const,
        list: row.list_key,
        id: row.id,
        replica: row.replica,
        ...(row.persona !== null && { persona: row.persona }),
        uses: Number(row.uses),
        lastUsed: fromDatabase(row.last_used),
      })),
    );
    const sum = {
      uses,
      last_used: lastUsed,
      last_used_from: lastUsedFrom ?? null,
      frecency: uses > 0 ? frecency({ uses, lastUsed }) : null,
    };
    await trx('personal')
      .insert({ ...columnsOf(place), ...sum })
      .onConflict(['owner', 'list_key', 'id'])
      .merge(sum);
  }
}

function columnsOf({ owner, listKey, id }: PersonalPlace) {
  return { owner, list_key: listKey, id };
}
