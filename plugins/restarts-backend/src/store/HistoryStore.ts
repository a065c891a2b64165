import { type LastItem, newestFirst } from '@wheelhouse/http-node';
import type {
  RestartState,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { Knex } from 'knex';
import { BY_REQUEST } from './requests';
import { fromRow, type StoredRestart } from './rows';
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

/** The restarts that somebody may see: those they asked for, and those of workloads that they could have restarted. */
export class HistoryStore {
  constructor(private readonly db: Knex) {}

  async list(
    reader: Reader,
    filter: HistoryFilter,
    page: { limit: number; after?: LastItem },
  ): Promise<StoredRestart[]> {
    const { states, ...workload } = filter;
    const query = this.db('restart')
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
    const rows = await newestFirst(query, BY_REQUEST, page);
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
