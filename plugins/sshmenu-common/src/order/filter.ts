/**
 * The filter of the menu and the page: what somebody types, against the names, hosts, user names and tags of entries.
 * Words are looked for each by itself; a word matches where its letters stand in order. Better matches come first: whole
 * before scattered, at the beginning of a word before its middle, in the name before anything else.
 */

/** As much of an entry as is looked through. */
export interface Filterable {
  name: string;
  host: string;
  user?: string;
  ownUser?: string;
  tags?: readonly string[];
}

/** An entry that matches. */
export interface Match<T> {
  entry: T;
  /** Higher is better. */
  score: number;
}

const WHOLE = 1_000;
const START = 500;
const IN_NAME = 200;

/** Prepared once for many keystrokes; entries are in the order in which equal matches are to stand. */
export class EntryFilter<T extends Filterable> {
  readonly #rows: { entry: T; name: string; rest: string }[];

  constructor(entries: readonly T[]) {
    this.#rows = entries.map(entry => ({
      entry,
      name: fold(entry.name),
      rest: fold(
        [entry.host, entry.ownUser ?? entry.user ?? '', ...(entry.tags ?? [])]
          .filter(Boolean)
          .join(' '),
      ),
    }));
  }

  /** The entries that match, best first; all of them, in their order, where nothing is typed. */
  find(typed: string): T[] {
    return this.matches(typed).map(({ entry }) => entry);
  }

  /** As {@link find}, with how well each matches. */
  matches(typed: string): Match<T>[] {
    const words = fold(typed).split(/\s+/).filter(Boolean).slice(0, 16);
    const found: Match<T>[] = [];
    for (const { entry, name, rest } of this.#rows) {
      let score = 0;
      let all = true;
      for (const word of words) {
        const best = wordScore(word, name, rest);
        if (best <= 0) {
          all = false;
          break;
        }
        score += best;
      }
      if (all) found.push({ entry, score });
    }
    // Equal ones keep their order: sorting is stable.
    return words.length > 0 ? found.sort((a, b) => b.score - a.score) : found;
  }
}

/** Where the letters of what was typed stand in a text, to be shown; empty: nowhere. */
export function matchedPositions(typed: string, text: string): number[] {
  const folded = fold(text);
  // Accents that fold away would move the positions.
  if (folded.length !== text.length) return [];
  const positions = new Set<number>();
  for (const word of fold(typed).split(/\s+/).filter(Boolean)) {
    const start = folded.indexOf(word);
    if (start >= 0) {
      for (let i = 0; i < word.length; i += 1) positions.add(start + i);
    } else {
      for (const position of scattered(word, folded) ?? []) {
        positions.add(position);
      }
    }
  }
  return [...positions].sort((a, b) => a - b);
}

function wordScore(word: string, name: string, rest: string): number {
  const inName = textScore(word, name);
  return inName > 0 ? inName + IN_NAME : textScore(word, rest);
}

function textScore(word: string, text: string): number {
  const at = text.indexOf(word);
  if (at >= 0) {
    const starts = at === 0 || !isWordCharacter(text.charCodeAt(at - 1));
    // The shorter of two texts is more of what was typed.
    return WHOLE + (starts ? START : 0) - Math.min(at + text.length, 400) / 4;
  }
  const positions = scattered(word, text);
  if (!positions) return 0;
  const span = positions[positions.length - 1] - positions[0] + 1;
  return Math.max(1, 400 - 4 * (span - word.length) - positions[0]);
}

/** The places of a word's letters in order; undefined: they are not there. */
function scattered(word: string, text: string): number[] | undefined {
  const positions: number[] = [];
  let from = 0;
  for (let i = 0; i < word.length; i += 1) {
    const at = text.indexOf(word[i], from);
    if (at < 0) return undefined;
    positions.push(at);
    from = at + 1;
  }
  return positions;
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code > 127
  );
}

function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most hosts are ASCII, for which nothing is to be done.
  return /^[\0-\x7f]*$/.test(lower)
    ? lower
    : lower.normalize('NFKD').replace(/\p{M}/gu, '');
}
