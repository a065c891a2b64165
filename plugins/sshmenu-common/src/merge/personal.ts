/** How that merges which is one's own, also of entries that others share: uses, and the user name one takes. */
import type { OwnUserState, UseState } from '../sync';
import { compareStamps } from './stamps';

/** What tells the uses of one place from all others. */
export function useKeyOf(use: {
  list: string;
  id: string;
  replica: string;
}): string {
  return `${use.list} ${use.id} ${use.replica}`;
}

/**
 * The later of two counts of one place. At the same count the earlier time is taken: the server sets back what a clock
 * that runs ahead has claimed.
 */
export function mergeUses(a: UseState, b: UseState): UseState {
  if (a.uses !== b.uses) return a.uses > b.uses ? a : b;
  if (a.lastUsed !== b.lastUsed) return a.lastUsed < b.lastUsed ? a : b;
  return (a.persona ?? '') >= (b.persona ?? '') ? a : b;
}

/**
 * The counts after one more connection. `latest` is when anything in the menu was last used: a clock that runs behind does
 * not put this connection before it.
 */
export function countUse(
  before: UseState | undefined,
  place: { list: string; id: string; replica: string; persona?: string },
  now: Date,
  latest: string | null = null,
): UseState {
  const { list, id, replica, persona } = place;
  const after = latest === null ? 0 : Date.parse(latest) + 1;
  return {
    type: 'use',
    list,
    id,
    replica,
    ...(persona !== undefined && { persona }),
    uses: (before?.uses ?? 0) + 1,
    lastUsed: new Date(Math.max(now.getTime(), after)).toISOString(),
  };
}

/** How often one connected from all places, when last, and from where. */
export function totalUses(uses: Iterable<UseState>): {
  uses: number;
  lastUsed: string | null;
  lastUsedFrom?: string;
} {
  let sum = 0;
  let last: UseState | undefined;
  for (const use of uses) {
    sum += use.uses;
    if (!last || use.lastUsed > last.lastUsed) last = use;
  }
  return {
    uses: sum,
    lastUsed: last?.lastUsed ?? null,
    ...(last?.persona !== undefined && { lastUsedFrom: last.persona }),
  };
}

/** The later of two choices of one's user name. */
export function mergeOwnUsers(a: OwnUserState, b: OwnUserState): OwnUserState {
  const order = compareStamps(a.stamp, b.stamp);
  if (order !== 0) return order > 0 ? a : b;
  return (a.user ?? '') >= (b.user ?? '') ? a : b;
}
