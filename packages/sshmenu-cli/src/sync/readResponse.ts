import {
  escapeForDisplay,
  MAX_ANSWERED_CHANGES,
  validateServerChange,
  type Menu,
  type Rejection,
  type ServerChange,
  type SyncResponse,
} from '@wheelhouse/plugin-sshmenu-common';
import { ServerError } from '../server/Server';

/** No server of ours has longer ones. */
const LONGEST_CURSOR = 4096;

/**
 * Reads what a server answered, which may be anything. What the validator refuses is left out, and so is what is in a
 * list that the server has not shown before.
 */
export function readResponse(body: unknown, menu: Menu): SyncResponse {
  const { cursor, changes, rejected, more } = Object(body);
  if (
    typeof cursor !== 'string' ||
    cursor.length > LONGEST_CURSOR ||
    !Array.isArray(changes) ||
    changes.length > MAX_ANSWERED_CHANGES ||
    !Array.isArray(rejected)
  ) {
    throw new ServerError('The server answers something else than changes.');
  }
  const lists = new Set(menu.lists.keys());
  const taken: ServerChange[] = [];
  for (const change of changes) {
    const checked = validateServerChange(change);
    if (!checked.ok) continue;
    const { value } = checked;
    if (value.type === 'list') lists.add(value.list);
    // One's own list is never taken away: it is on this machine before any server knows of it.
    if (value.type === 'gone' && value.list === 'mine') continue;
    if (lists.has(value.list)) taken.push(value);
  }
  return {
    cursor,
    changes: taken,
    rejected: rejected.flatMap(readRejection),
    ...(more === true && { more }),
  };
}

function readRejection(rejection: unknown): Rejection[] {
  const { index, reason, message, current } = Object(rejection);
  if (!Number.isSafeInteger(index) || index < 0) return [];
  const checked =
    current === undefined ? undefined : validateServerChange(current);
  const known =
    checked?.ok &&
    (checked.value.type === 'entry' || checked.value.type === 'deleted')
      ? checked.value
      : undefined;
  return [
    {
      index,
      reason,
      message: escapeForDisplay(String(message ?? ''), 500),
      ...(known && { current: known }),
    },
  ];
}
