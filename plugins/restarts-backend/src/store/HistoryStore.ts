import type {
  RestartState,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { Knex } from 'knex';
import { fromRow, type RestartRow, type StoredRestart } from './rows';
import { toDatabase } from './time';

/** Who reads a list. */
export interface Reader {
  ref: string;
  /** `acme/payments`, `acme/*`: see `namesOf`. */
  names: readonly string[];
  /** Clusters that are kept from them. */
  hiddenClusters: readonly string[];
}

export interface HistoryFilter extends Partial<WorkloadReference> {
  states?: readonly RestartState[];
}

/** The sort keys of the last item of a page. */
export interface LastItem {
  time: string;
  id: string;
}

/** The restarts that somebody may see: those they asked for, and those of workloads that they could have restarted. */
export class HistoryStore {
  constructor(private readonly db: Knex) {}

  async list(
    reader: Reader,
    filter: HistoryFilter,
    page: { limit: number; after?: LastItem },
  ): Promise<StoredRestart[]> {
    const { states, ...workload } = filter;
    const query = this.db<RestartRow>('restart')
      .where(clean(workload))
      .where(q =>
        q.where('requested_by', reader.ref).orWhereExists(
          this.db('restart_group')
            .whereRaw('restart_group.restart_id = restart.id')
            .whereIn('restart_group.name', reader.names as string[]),
        ),
      );
    if (states) query.whereIn('state', states as RestartState[]);
    if (reader.hiddenClusters.length > 0) {
      query.whereNotIn('cluster', reader.hiddenClusters as string[]);
    }
    const { after } = page;
    if (after) {
      // That the time is no later is said by itself: only so does the index begin there, and not at the newest.
      query
        .where('requested_at', '<=', after.time)
        .where(q =>
          q.where('requested_at', '<', after.time).orWhere('id', '<', after.id),
        );
    }
    const rows = await query
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit);
    return rows.map(fromRow);
  }

  async deleteEndedBefore(time: number): Promise<void> {
    await this.db('restart').where('ended_at', '<', toDatabase(time)).delete();
  }
}

function clean<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
