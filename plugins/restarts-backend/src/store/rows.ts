import type {
  Restart,
  RestartFailure,
  RestartState,
  RestartStep,
  RolloutProgress,
  WorkloadKind,
} from '@wheelhouse/plugin-restarts-common';
import { type Lease, type LeaseColumns, leaseOfRow } from './Leases';
import { type RequestColumns, requestOfRow } from './requests';

/** A row of `restart`. */
export interface RestartRow extends RequestColumns, LeaseColumns {
  id: string;
  cluster: string;
  namespace: string;
  kind: WorkloadKind;
  name: string;
  uid: string;
  state: RestartState;
  groups: string;
  granted: string;
  stamp: string;
  patched_at: string | Date | null;
  steps: string;
  progress: string | null;
  failure: string | null;
  batch_id: string | null;
  superseded_by: string | null;
  active_key: string | null;
  version: number;
}

/** A restart as it is kept: what people see of it, and what it is followed by. */
export interface StoredRestart {
  restart: Restart;
  /** Who could restart the workload when it was asked for. */
  groups: string[];
  /** Through which of those it was allowed. */
  granted: string[];
  uid: string;
  stamp: string;
  /** In milliseconds since 1970; undefined: the cluster has not taken it yet. */
  patchedAt?: number;
  lease?: Lease;
  version: number;
}

export function fromRow(row: RestartRow): StoredRestart {
  const progress: RolloutProgress | null = parse(row.progress);
  const failure: RestartFailure | null = parse(row.failure);
  const steps: RestartStep[] = JSON.parse(row.steps);
  return {
    restart: {
      id: row.id,
      cluster: row.cluster,
      namespace: row.namespace,
      kind: row.kind,
      name: row.name,
      state: row.state,
      ...requestOfRow(row),
      ...(failure && { failure }),
      ...(progress && { progress }),
      steps,
      ...(row.batch_id && { batch: row.batch_id }),
      ...(row.superseded_by && { supersededBy: row.superseded_by }),
    },
    groups: JSON.parse(row.groups),
    granted: JSON.parse(row.granted),
    uid: row.uid,
    stamp: row.stamp,
    patchedAt: row.patched_at ? new Date(row.patched_at).getTime() : undefined,
    lease: leaseOfRow(row),
    version: row.version,
  };
}

function parse(text: string | null) {
  return text === null ? null : JSON.parse(text);
}
