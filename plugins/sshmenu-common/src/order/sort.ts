import { frecency, Ordered } from './frecency';

/** The orders in which entries can stand. */
export const SORTS = ['name', 'recent', 'frecent'] as const;
export type Sort = (typeof SORTS)[number];

/**
 * A name as it is compared: without capitals and accents, and numbers by their size. Texts compare so faster than by a
 * collator, and the same on every machine and in every database.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, digits => {
      const number = digits.replace(/^0+(?=\d)/, '');
      // The length of a number before it; two digits are enough for the longest name.
      return String(number.length).padStart(2, '0') + number;
    });
}

/** Entries in order: pinned ones first, and what was never used by name at the end. Does not change what it is given. */
export function sortEntries<T extends Ordered>(
  entries: readonly T[],
  sort: Sort,
): T[] {
  const keyed = entries.map(entry => ({
    entry,
    pinned: entry.pinned ? 1 : 0,
    rank: rankOf(entry, sort),
    name: nameKey(entry.name),
  }));
  keyed.sort(
    (a, b) =>
      b.pinned - a.pinned ||
      (a.rank === b.rank ? 0 : b.rank - a.rank) ||
      compare(a.name, b.name) ||
      compare(a.entry.id, b.entry.id),
  );
  return keyed.map(({ entry }) => entry);
}

function rankOf(entry: Ordered, sort: Sort): number {
  if (sort === 'name') return 0;
  if (sort === 'frecent') return frecency(entry);
  return entry.lastUsed === null ? -Infinity : Date.parse(entry.lastUsed);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
