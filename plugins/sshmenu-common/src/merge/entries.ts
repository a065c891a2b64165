/**
 * How entries merge, wherever they do: on the server, in `s` and in tests. Merging is commutative, associative and
 * idempotent, so that machines which have heard of the same changes have the same entries, whatever the order and however
 * often. No clock is asked.
 *
 * - Each field for itself takes what was written last, by its stamp.
 * - What is deleted stays deleted: nothing that is said of an id brings it back, not a later change either. Undoing a
 *   deletion adds an entry with a new id. Whoever changed what another had deleted is told, and can do the same: see
 *   `Rejection`.
 */
import { FIELD_NAMES } from '../entry/validateFields';
import type { DeletedState, EntryState, FieldName, Stamp } from '../sync';
import type { EntryFields } from '../types';
import { compareStamps, stampAfter } from './stamps';

type AnyFields = Partial<Record<FieldName, unknown>>;

/** A new entry. The id must never have been used. */
export function newEntry(
  place: { list: string; id: string; replica: string },
  fields: EntryFields,
): EntryState {
  const { list, id, replica } = place;
  return { type: 'entry', list, id, fields, stamp: stampAfter([], replica) };
}

/** An entry as somebody changed it; the same object where they changed nothing. */
export function editEntry(
  entry: EntryState,
  fields: EntryFields,
  replica: string,
): EntryState {
  const changed = FIELD_NAMES.filter(
    name => textOf(entry.fields[name]) !== textOf(fields[name]),
  );
  if (changed.length === 0) return entry;
  const next = stampAfter(stampsIn(entry), replica);
  const stamps = { ...entry.stamps };
  for (const name of changed) stamps[name] = next;
  return stateOf(entry, fields, name => stamps[name] ?? entry.stamp);
}

/** What is left of an entry that somebody deletes. */
export function deleteEntry(entry: { list: string; id: string }): DeletedState {
  return { type: 'deleted', list: entry.list, id: entry.id };
}

/** What two that know the same entry know together. */
export function mergeEntries<A extends EntryState, B extends EntryState>(
  a: A,
  b: B,
): EntryState;
export function mergeEntries(
  a: EntryState | DeletedState,
  b: EntryState | DeletedState,
): EntryState | DeletedState;
export function mergeEntries(
  a: EntryState | DeletedState,
  b: EntryState | DeletedState,
): EntryState | DeletedState {
  if (a.type === 'deleted') return a;
  if (b.type === 'deleted') return b;
  const fields: AnyFields = {};
  const stamps: Partial<Record<FieldName, Stamp>> = {};
  for (const name of FIELD_NAMES) {
    const winner = fieldWins(a, b, name) ? a : b;
    fields[name] = winner.fields[name];
    stamps[name] = stampOf(winner, name);
  }
  return stateOf(a, fields as unknown as EntryFields, name => stamps[name]!);
}

/** Whether two states say the same; what the server alone says, the version, is not asked. */
export function sameEntry(
  a: EntryState | DeletedState,
  b: EntryState | DeletedState,
): boolean {
  if (a.type === 'deleted' || b.type === 'deleted') return a.type === b.type;
  return FIELD_NAMES.every(
    name =>
      stampOf(a, name) === stampOf(b, name) &&
      textOf(a.fields[name]) === textOf(b.fields[name]),
  );
}

/** Whether a state has a change that another has not heard of. */
export function knowsMore(
  a: EntryState | DeletedState,
  than: EntryState | DeletedState,
): boolean {
  return !sameEntry(mergeEntries(a, than), than);
}

/** Of each field that it may have: when it was last written. */
export function stampOf(entry: EntryState, name: FieldName): Stamp {
  return entry.stamps?.[name] ?? entry.stamp;
}

/** All stamps in an entry. */
export function stampsIn(entry: EntryState): Stamp[] {
  return [entry.stamp, ...Object.values(entry.stamps ?? {})];
}

/** Equal stamps with different values come from a machine that was copied; then the text decides, as anywhere else. */
function fieldWins(a: EntryState, b: EntryState, name: FieldName): boolean {
  const order = compareStamps(stampOf(a, name), stampOf(b, name));
  if (order !== 0) return order > 0;
  return textOf(a.fields[name]) >= textOf(b.fields[name]);
}

/** One form for each state: the lowest stamp stands for all fields, and those with a higher one are named. */
function stateOf(
  entry: { list: string; id: string },
  values: EntryFields,
  stampFor: (name: FieldName) => Stamp,
): EntryState {
  const fields: AnyFields = {};
  const stamps: Partial<Record<FieldName, Stamp>> = {};
  const stamp = FIELD_NAMES.map(stampFor).reduce((low, next) =>
    compareStamps(next, low) < 0 ? next : low,
  );
  let later = false;
  for (const name of FIELD_NAMES) {
    if (values[name] !== undefined) fields[name] = values[name];
    const own = stampFor(name);
    if (own === stamp) continue;
    stamps[name] = own;
    later = true;
  }
  return {
    type: 'entry',
    list: entry.list,
    id: entry.id,
    fields: fields as unknown as EntryFields,
    stamp,
    ...(later && { stamps }),
  };
}

function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
