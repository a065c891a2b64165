import type { RestartActor } from '@wheelhouse/plugin-restarts-common';
import { fromDatabase, toDatabase } from './time';

/** The columns of who asked for something. */
export interface RequestColumns {
  reason: string | null;
  requested_by: string;
  requested_name: string;
  key_id: string | null;
  key_name: string | null;
  requested_at: string | Date;
  ended_at: string | Date | null;
}

/** What lists of what was asked for are ordered by. */
export const BY_REQUEST = { time: 'requested_at', id: 'id' };

/** Who asks for something now. */
export function requestColumns(
  { reason, requestedBy }: { reason?: string; requestedBy: RestartActor },
  now: number,
): RequestColumns {
  return {
    reason: reason ?? null,
    requested_by: requestedBy.ref,
    requested_name: requestedBy.name,
    key_id: requestedBy.key?.id ?? null,
    key_name: requestedBy.key?.name ?? null,
    requested_at: toDatabase(now),
    ended_at: null,
  };
}

/** What people see of who asked for something, and when. */
export function requestOfRow(row: RequestColumns) {
  const requestedBy: RestartActor = {
    ref: row.requested_by,
    name: row.requested_name,
    ...(row.key_id && {
      key: { id: row.key_id, ...(row.key_name && { name: row.key_name }) },
    }),
  };
  return {
    ...(row.reason && { reason: row.reason }),
    requestedBy,
    requestedAt: fromDatabase(row.requested_at),
    ...(row.ended_at && { endedAt: fromDatabase(row.ended_at) }),
  };
}
