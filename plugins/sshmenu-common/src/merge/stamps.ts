import type { Stamp } from '../sync';

/** The highest count of a stamp; no machine gets there by changing entries. */
export const MAX_COUNT = 1_000_000_000_000;

const STAMP = /^([1-9]\d{0,12})\.([a-z0-9]{4,32})$/;
const REPLICA = /^[a-z0-9]{4,32}$/;

/** Whether a text can name a place that writes: 4 to 32 lower case letters and digits, chosen at random once. */
export function isReplica(text: unknown): text is string {
  return typeof text === 'string' && REPLICA.test(text);
}

export function isStamp(text: unknown): text is Stamp {
  return (
    typeof text === 'string' && STAMP.test(text) && countOf(text) <= MAX_COUNT
  );
}

/** The count of a stamp. */
export function countOf(stamp: Stamp): number {
  return Number(stamp.slice(0, stamp.indexOf('.')));
}

/** The stamp of a change by a replica that has seen all of these. */
export function stampAfter(seen: Iterable<Stamp>, replica: string): Stamp {
  let count = 0;
  for (const stamp of seen) count = Math.max(count, countOf(stamp));
  return `${count + 1}.${replica}`;
}

/** Negative where `a` was written before `b`, 0 where they are the same. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a === b) return 0;
  return countOf(a) - countOf(b) || (a < b ? -1 : 1);
}
