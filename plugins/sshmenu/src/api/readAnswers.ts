/**
 * What the server answers, made fit to be shown. The server checks what it keeps; all the same nothing that it says may turn
 * text around, hide in it or be taken for something else. What the validator passes comes out as it went in.
 */
import {
  countProblem,
  type EntryList,
  escapeForDisplay,
  idProblem,
  LIMITS,
  listProblem,
  type MenuEntry,
  type Page,
  portProblem,
  timeProblem,
} from '@wheelhouse/plugin-sshmenu-common';

type Answer = Record<string, unknown>;

const LONGEST_LINE = 1_024;
/** What is refused is long enough to be recognised. */
const LONGEST_NOTE = LIMITS.note * 2;

/** An entry; undefined where it cannot even be named. */
export function readEntry(input: unknown): MenuEntry | undefined {
  const answer = objectOf(input);
  const { id, list } = answer;
  if (idProblem(id) || listProblem(list)) return undefined;
  const { port, pinned, uses, lastUsed, version } = answer;
  const read: MenuEntry = {
    id: id as string,
    list: list as string,
    name: line(answer.name) ?? '',
    host: line(answer.host) ?? '',
    user: line(answer.user),
    ownUser: line(answer.ownUser),
    port: portProblem(port) ? undefined : (port as number),
    jump: line(answer.jump),
    forwards: lines(answer.forwards, LIMITS.forwards),
    tags: lines(answer.tags, LIMITS.tags),
    note: lineBreaksKept(answer.note),
    pinned: pinned === true || undefined,
    uses: countProblem(uses) ? 0 : (uses as number),
    lastUsed: timeProblem(lastUsed) ? null : (lastUsed as string),
    lastUsedFrom: line(answer.lastUsedFrom),
    version: countProblem(version) ? 0 : (version as number),
  };
  return read;
}

export function readEntryPage(input: unknown): Page<MenuEntry> {
  const { items, nextCursor } = objectOf(input);
  return {
    items: arrayOf(items).flatMap(item => readEntry(item) ?? []),
    ...(typeof nextCursor === 'string' && nextCursor && { nextCursor }),
  };
}

export function readLists(input: unknown): EntryList[] {
  return arrayOf(objectOf(input).items).flatMap(item => {
    const { list, title, right, writers, mayChangeWriters, entries } =
      objectOf(item);
    if (listProblem(list)) return [];
    const read: EntryList = {
      list: list as string,
      title: line(title) ?? '',
      right: right === 'write' ? 'write' : 'read',
      writers: writers === 'admins' ? 'admins' : 'members',
      mayChangeWriters: mayChangeWriters === true,
      entries: countProblem(entries) ? 0 : (entries as number),
    };
    return [read];
  });
}

function line(value: unknown): string | undefined {
  return typeof value === 'string'
    ? escapeForDisplay(value, LONGEST_LINE)
    : undefined;
}

function lines(value: unknown, most: number): string[] | undefined {
  return Array.isArray(value)
    ? value.slice(0, most).flatMap(item => line(item) ?? [])
    : undefined;
}

function lineBreaksKept(value: unknown): string | undefined {
  return typeof value === 'string'
    ? value
        .slice(0, LONGEST_NOTE)
        .split('\n')
        .map(part => escapeForDisplay(part))
        .join('\n')
    : undefined;
}

function objectOf(value: unknown): Answer {
  return typeof value === 'object' && value !== null ? (value as Answer) : {};
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
