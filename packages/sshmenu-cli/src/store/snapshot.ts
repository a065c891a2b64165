import {
  keyOf,
  type ClientChange,
  type DeletedState,
  type EntryState,
  type ListState,
  type Menu,
  type OwnUserState,
  type UseState,
  useKeyOf,
} from '@wheelhouse/plugin-sshmenu-common';

/** Counts up when a reader of the one before could not read it. */
export const FORMAT = 1;

/** All that is kept of the menu. */
export interface Kept {
  menu: Menu;
  /** What the server has not heard of yet, by {@link changeKeyOf}. */
  unsent: ReadonlySet<string>;
  /** Up to where the server was heard; absent: never. */
  cursor?: string;
}

/** How that stands in the file. */
interface Snapshot {
  format: number;
  cursor?: string;
  lists: ListState[];
  entries: (EntryState | DeletedState)[];
  uses: UseState[];
  ownUsers: OwnUserState[];
  unsent: string[];
}

/** A file that another version of the program has written. */
export class NewerFormatError extends Error {
  constructor(file: string) {
    super(
      `${file} was written by a newer version of s. Update this one; until then nothing is kept.`,
    );
    this.name = 'NewerFormatError';
  }
}

/** Names the state that a change is of. */
export function changeKeyOf(change: ClientChange): string {
  switch (change.type) {
    case 'use':
      return `use ${useKeyOf(change)}`;
    case 'ownUser':
      return `ownUser ${keyOf(change)}`;
    default:
      return `entry ${keyOf(change)}`;
  }
}

/** One item a line, so that {@link readNamed} finds a few of them without reading the others. */
export function writeSnapshot({ menu, unsent, cursor }: Kept): string {
  const linesOf = (items: Iterable<unknown>) =>
    `[${Array.from(items, item => `\n${JSON.stringify(item)}`)}\n]`;
  return [
    `{"format":${FORMAT}`,
    ...(cursor === undefined ? [] : [`"cursor":${JSON.stringify(cursor)}`]),
    `"lists":${linesOf(menu.lists.values())}`,
    `"entries":${linesOf(menu.entries.values())}`,
    `"uses":${linesOf(menu.uses.values())}`,
    `"ownUsers":${linesOf(menu.ownUsers.values())}`,
    `"unsent":${linesOf(unsent)}}\n`,
  ].join(',');
}

/**
 * Reads what {@link writeSnapshot} wrote. Whether each entry is a good one is asked when it is used: here it is only
 * seen to that everything has the shape that the rest of the program relies on.
 */
export function readSnapshot(text: string, file: string): Kept {
  const snapshot = JSON.parse(text) as Snapshot;
  if (snapshot?.format > FORMAT) throw new NewerFormatError(file);
  const { lists, entries, uses, ownUsers, unsent, cursor } = snapshot;
  const whole =
    snapshot.format === FORMAT &&
    hasOnly(lists, isPlace) &&
    hasOnly(entries, isEntryState) &&
    hasOnly(uses, isUse) &&
    hasOnly(ownUsers, isOwnUser) &&
    hasOnly(unsent, isText) &&
    (cursor === undefined || isText(cursor));
  if (!whole) throw new SyntaxError('It does not hold a menu');
  return keptFrom(snapshot);
}

/**
 * Reads of a snapshot only the lists, the entries that have this name or one of these ids, and what is known of them. It
 * takes a fraction of the time of reading everything, which who connects would wait for.
 * @returns undefined where that cannot be told apart from the rest: then everything must be read
 */
export function readNamed(
  text: string,
  name: string,
  ids: Iterable<string>,
): Kept | undefined {
  const start = `{"format":${FORMAT},`;
  const lists = text.indexOf('"lists":[\n');
  const entries = text.indexOf('"entries":[\n');
  if (!text.startsWith(start) || lists < 0 || entries < lists) return undefined;
  const parsed = (lines: Iterable<string>) =>
    Array.from(lines, line => JSON.parse(line));
  const named: EntryState[] = parsed(
    linesWith(text, `"name":${JSON.stringify(name)}`, entries),
  );
  const wanted = new Set([...named.map(({ id }) => id), ...ids]);
  const known = [...wanted].flatMap(id =>
    parsed(linesWith(text, `"id":${JSON.stringify(id)}`, entries)),
  );
  const listLines = text.slice(lists, entries).split('\n').slice(1, -1);
  const snapshot: Snapshot = {
    format: FORMAT,
    lists: parsed(listLines.map(withoutComma)),
    entries: known.filter(isEntryState),
    uses: known.filter(isUse),
    ownUsers: known.filter(isOwnUser),
    unsent: [],
  };
  return keptFrom(snapshot);
}

/** The lines that hold a text, from a place on. */
function* linesWith(
  text: string,
  wanted: string,
  from: number,
): Generator<string> {
  let at = text.indexOf(wanted, from);
  while (at >= 0) {
    const end = text.indexOf('\n', at);
    if (end < 0) return;
    yield withoutComma(text.slice(text.lastIndexOf('\n', at) + 1, end));
    at = text.indexOf(wanted, end);
  }
}

function withoutComma(line: string): string {
  return line.endsWith(',') ? line.slice(0, -1) : line;
}

function keptFrom(snapshot: Snapshot): Kept {
  const { lists, entries, uses, ownUsers, unsent, cursor } = snapshot;
  return {
    menu: {
      lists: new Map(lists.map(list => [list.list, list])),
      entries: new Map(entries.map(entry => [keyOf(entry), entry])),
      uses: new Map(uses.map(use => [useKeyOf(use), use])),
      ownUsers: new Map(ownUsers.map(own => [keyOf(own), own])),
    },
    unsent: new Set(unsent),
    ...(cursor !== undefined && { cursor }),
  };
}

/** Whether something can be a change that a terminal has written. */
export function isChange(change: unknown): change is ClientChange {
  const { type } = (change ?? {}) as ClientChange;
  if (type === 'use') return isUse(change as UseState);
  if (type === 'ownUser') return isOwnUser(change as OwnUserState);
  return isEntryState(change as EntryState);
}

function hasOnly<T>(items: T[], check: (item: T) => boolean): boolean {
  return Array.isArray(items) && items.every(check);
}

function isText(text: unknown): text is string {
  return typeof text === 'string';
}

function isPlace(place: { list: string }): boolean {
  return isText(place?.list);
}

function isEntryState(entry: EntryState | DeletedState): boolean {
  if (!isPlace(entry) || !isText(entry.id)) return false;
  if (entry.type === 'deleted') return true;
  const { fields } = entry;
  return (
    entry.type === 'entry' &&
    isText(entry.stamp) &&
    isText(fields?.name) &&
    isText(fields.host) &&
    (fields.user === undefined || isText(fields.user)) &&
    (fields.port === undefined || typeof fields.port === 'number') &&
    (fields.jump === undefined || isText(fields.jump)) &&
    (fields.note === undefined || isText(fields.note)) &&
    (fields.tags === undefined || hasOnly(fields.tags, isText)) &&
    (fields.forwards === undefined || hasOnly(fields.forwards, isText))
  );
}

function isUse(use: UseState): boolean {
  return (
    isPlace(use) &&
    isText(use.id) &&
    isText(use.replica) &&
    isText(use.lastUsed) &&
    typeof use.uses === 'number' &&
    (use.persona === undefined || isText(use.persona))
  );
}

function isOwnUser(own: OwnUserState): boolean {
  return (
    isPlace(own) &&
    isText(own.id) &&
    isText(own.stamp) &&
    (own.user === null || isText(own.user))
  );
}
