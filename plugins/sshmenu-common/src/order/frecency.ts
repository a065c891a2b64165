/** After this long, a connection counts half of one that is made now. */
export const HALF_LIFE_MS = 7 * 24 * 60 * 60_000;

/** As much of an entry as its order depends on. */
export interface Ordered {
  name: string;
  id: string;
  uses: number;
  lastUsed: string | null;
  pinned?: boolean;
}

/**
 * How often and how lately an entry was used, in one number: uses that each count half after a week without one. It is in
 * half-lives and does not change as time goes by, so that it can stand in an index; -Infinity: never used.
 */
export function frecency(entry: {
  uses: number;
  lastUsed: string | null;
}): number {
  if (entry.uses < 1 || entry.lastUsed === null) return -Infinity;
  return Math.log2(entry.uses) + Date.parse(entry.lastUsed) / HALF_LIFE_MS;
}
