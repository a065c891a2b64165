import type {
  Restart,
  RestartActor,
  RestartFailure,
  RestartState,
  RestartStep,
  RolloutProgress,
  WorkloadKind,
} from '@wheelhouse/plugin-restarts-common';
import { fromDatabase } from './time';

type Time = string | Date;

/** A row of `restart`. */
export interface RestartRow {
  id: string;
  cluster: string;
  namespace: string;
  kind: WorkloadKind;
  name: string;
  uid: string;
  state: RestartState;
  reason: string | null;
  requested_by: string;
  requested_name: string;
  key_id: string | null;
  requested_at: Time;
  ended_at: Time | null;
  groups: string;
  granted: string;
  stamp: string;
  patched_at: Time | null;
  steps: string;
  progress: string | null;
  failure: string | null;
  batch_id: string | null;
  superseded_by: string | null;
  active_key: string | null;
  follower: string | null;
  lease_until: Time | null;
  lease_version: number;
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

/** Who sees to something, and since which of its takings. */
export interface Lease {
  follower: string;
  version: number;
}

export function actorOfRow(row: {
  requested_by: string;
  requested_name: string;
  key_id: string | null;
}): RestartActor {
  return {
    ref: row.requested_by,
    name: row.requested_name,
    ...(row.key_id && { key: { id: row.key_id } }),
  };
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
      ...(row.reason && { reason: row.reason }),
      requestedBy: actorOfRow(row),
      requestedAt: fromDatabase(row.requested_at),
      ...(row.ended_at && { endedAt: fromDatabase(row.ended_at) }),
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
    lease: row.follower
      ? { follower: row.follower, version: row.lease_version }
      : undefined,
    version: row.version,
  };
}

function parse(text: string | null) {
  return text === null ? null : JSON.parse(text);
}
