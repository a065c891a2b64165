import { Knex } from 'knex';
import { chunksOf } from './chunks';
import { fromDatabase } from './time';

/** Something that changed: its number, and what machines are told of it, as JSON. */
export interface ChangeText {
  seq: number;
  text: string;
}

/** What changed since a number, in the order of numbers. */
export class ChangeStore {
  constructor(private readonly db: Knex) {}

  /** Of the entries of a list. Their text is passed on as it is kept: a first sync has ten thousand. */
  async ofList(
    key: string,
    after: number,
    limit: number,
  ): Promise<ChangeText[]> {
    const rows = await this.db('entry')
      .where({ list_key: key })
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .select('seq', 'state');
    return rows.map(row => ({ seq: Number(row.seq), text: row.state }));
  }

  /** Which of some entries are there and were not deleted, as `<key> <id>`. */
  async aliveAmong(
    places: readonly { key: string; id: string }[],
  ): Promise<Set<string>> {
    const alive = new Set<string>();
    const idsOf = new Map<string, string[]>();
    for (const { key, id } of places) {
      const ids = idsOf.get(key);
      if (ids) ids.push(id);
      else idsOf.set(key, [id]);
    }
    for (const [key, ids] of idsOf) {
      for (const chunk of chunksOf([...new Set(ids)])) {
        const found = await this.db('entry')
          .where({ list_key: key, deleted: false })
          .whereIn('id', chunk)
          .pluck('id');
        for (const id of found) alive.add(`${key} ${id}`);
      }
    }
    return alive;
  }

  /** Of what is somebody's own on the entries of lists: uses, and the user names they take. */
  async ofPerson(
    owner: string,
    after: number,
    limit: number,
  ): Promise<(ChangeText & { key: string })[]> {
    const uses = await this.db('entry_use')
      .where({ owner })
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit);
    const ownUsers = await this.db('personal')
      .where({ owner })
      .where('own_user_seq', '>', after)
      .orderBy('own_user_seq')
      .limit(limit);
    const place = (row: Record<string, any>) => ({
      list: row.list_key === owner ? 'mine' : row.list_key,
      id: row.id,
    });
    const changes = [
      ...uses.map(row => ({
        key: row.list_key,
        seq: Number(row.seq),
        text: JSON.stringify({
          type: 'use',
          ...place(row),
          replica: row.replica,
          ...(row.persona !== null && { persona: row.persona }),
          uses: Number(row.uses),
          lastUsed: fromDatabase(row.last_used),
        }),
      })),
      ...ownUsers.map(row => ({
        key: row.list_key,
        seq: Number(row.own_user_seq),
        text: JSON.stringify({
          type: 'ownUser',
          ...place(row),
          user: row.own_user,
          stamp: row.own_user_stamp,
        }),
      })),
    ];
    return changes.sort((a, b) => a.seq - b.seq).slice(0, limit);
  }
}
