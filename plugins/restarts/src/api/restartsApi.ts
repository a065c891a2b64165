import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Batch,
  BatchRequest,
  Restart,
  RestartRequest,
  RolloutProgress,
  WorkloadKind,
  WorkloadPage,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';

/** The part of a list that is asked for. */
export interface PageRequest {
  cursor?: string;
  limit?: number;
}

export interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

/** Which workloads are asked for. */
export interface WorkloadQuery extends PageRequest {
  cluster?: string;
  namespace?: string;
  /** Words that stand in its name, namespace or cluster. */
  search?: string;
}

/** Which restarts of the history are asked for. */
export interface RestartQuery extends PageRequest {
  cluster?: string;
  namespace?: string;
  kind?: WorkloadKind;
  name?: string;
  /** Several are separated by commas. */
  state?: string;
}

/** A line of the stream that follows a restart. */
export type RestartEvent =
  | { type: 'restart'; time: string; restart: Restart }
  | { type: 'pods'; time: string; progress: RolloutProgress }
  | { type: 'log'; time: string; pod: string; container: string; line: string }
  | { type: 'heartbeat'; time: string }
  | { type: 'end'; time: string; restart: Restart };

/** The restarts plugin's HTTP API. What the server refuses is thrown as Backstage's `ResponseError`. */
export interface RestartsApi {
  listWorkloads(
    query?: WorkloadQuery,
    signal?: AbortSignal,
  ): Promise<WorkloadPage>;
  /** The same key again joins what the first call began. */
  restart(
    workload: WorkloadReference,
    request: RestartRequest,
    idempotencyKey: string,
  ): Promise<Restart>;
  getRestart(id: string): Promise<Restart>;
  listRestarts(query?: RestartQuery): Promise<Page<Restart>>;
  /** Ends after `end`, when the connection does, or when the signal says so; then it throws what the signal or the network did. */
  followRestart(id: string, signal: AbortSignal): AsyncIterable<RestartEvent>;
  startBatch(request: BatchRequest, idempotencyKey: string): Promise<Batch>;
  getBatch(id: string): Promise<Batch>;
  /** What has not begun is left alone; what runs goes on to its end. */
  stopBatch(id: string): Promise<Batch>;
}

export const restartsApiRef = createApiRef<RestartsApi>({
  id: 'plugin.restarts.api',
});
