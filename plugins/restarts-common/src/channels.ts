import type { RestartState, WorkloadReference } from './types';

/** The live channel of one restart; each event `changed` carries it whole. */
export const RESTART_CHANNEL = 'restarts/{id}';

/** The live channel of the history: `changed` whenever a restart has begun or its state is another. */
export const RESTARTS_CHANNEL = 'restarts/restarts';

/** The live channel of workloads: `changed` names those that are to be read again. */
export const WORKLOADS_CHANNEL = 'restarts/workloads';

/** The live channel of one batch: `changed` with its id and state, whenever it is to be read again. */
export const BATCH_CHANNEL = 'restarts/batches/{id}';

/** What the channel of the history tells of a restart. */
export interface RestartChange extends WorkloadReference {
  id: string;
  state: RestartState;
  /** The reference of whoever asked for it. */
  requestedBy: string;
  /** The groups that may restart the workload. */
  groups: string[];
}

/** What the channel of workloads tells. */
export interface WorkloadChange extends WorkloadReference {
  /** The groups that may restart it; of one that is gone, those that might. */
  groups: string[];
}
