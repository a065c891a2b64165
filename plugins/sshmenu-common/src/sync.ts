/**
 * The exchange of a machine with the server, `POST /sync`. What is sent either way is the state of things, never a
 * command: sent twice, or late, or in another order, it ends the same.
 */
import type { EntryFields, ListRight } from './types';

/**
 * When a field was last written, without a clock: `<count>.<replica>`. The count goes up by one with each change of an
 * entry, from the highest that the writer has seen in it. What was written after having seen something has the higher
 * count; of two that did not see each other, all machines take the same one.
 */
export type Stamp = string;

/** Names the fields of an entry. */
export type FieldName = keyof EntryFields;

/** An entry as it is merged. */
export interface EntryState {
  type: 'entry';
  list: string;
  id: string;
  fields: EntryFields;
  /** Of every field that is not in `stamps`, also of those that are absent. */
  stamp: Stamp;
  /** Of the fields that were written later. */
  stamps?: Partial<Record<FieldName, Stamp>>;
  /** On the server's answer: the version there. */
  version?: number;
}

/** An entry that was deleted. It stays deleted whatever else is said of its id; only that it was is kept. */
export interface DeletedState {
  type: 'deleted';
  list: string;
  id: string;
}

/** How often somebody connected from one place. Each place counts for itself, and the sum is what people see. */
export interface UseState {
  type: 'use';
  list: string;
  id: string;
  /** The place that counts: one store on one machine. */
  replica: string;
  /** What people call the place. */
  persona?: string;
  uses: number;
  lastUsed: string;
}

/** The user name that somebody takes instead of a shared entry's. */
export interface OwnUserState {
  type: 'ownUser';
  list: string;
  id: string;
  /** Null: the entry's own again. */
  user: string | null;
  stamp: Stamp;
}

/** What a machine sends. */
export type ClientChange = EntryState | DeletedState | UseState | OwnUserState;

/** A list that one sees from now on, or with another right than before. */
export interface ListState {
  type: 'list';
  list: string;
  title: string;
  right: ListRight;
}

/** A list that one no longer sees. Everything of it is to be forgotten, what was not sent yet included. */
export interface ListGone {
  type: 'gone';
  list: string;
}

/** What the server answers. */
export type ServerChange = ClientChange | ListState | ListGone;

/** The body of `POST /sync`. */
export interface SyncRequest {
  /** Of the last answer; absent: from the beginning. */
  cursor?: string;
  /** At most {@link MAX_CHANGES}. */
  changes: ClientChange[];
}

/** The answer of `POST /sync`. */
export interface SyncResponse {
  /** For the next call. */
  cursor: string;
  /** In order; what was sent stands among them as it ended. */
  changes: ServerChange[];
  rejected: Rejection[];
  /** There is more: call again at once, with nothing new to send. */
  more?: true;
}

/** A change that was not taken, by its place among those sent. */
export interface Rejection {
  index: number;
  list?: string;
  id?: string;
  reason: RejectionReason;
  /** What to tell people. */
  message: string;
  /** What the server has instead, to be put in place of what was sent. Absent: nothing. */
  current?: EntryState | DeletedState;
}

/**
 * - `invalid`: the validator refuses it.
 * - `deleted`: it was deleted elsewhere; it can be added again as a new entry.
 * - `read-only`: one may see the list but not write it.
 * - `not-found`: there is no such list, or no such entry.
 * - `full`: the list has as many entries as it can have.
 * - `stamp`: its count is far ahead of the server's, which no honest machine reaches.
 */
export type RejectionReason =
  | 'invalid'
  | 'deleted'
  | 'read-only'
  | 'not-found'
  | 'full'
  | 'stamp';

/** The most changes in one call; with the longest entries they may be fewer, as a body is at most 1 MB. */
export const MAX_CHANGES = 1_000;

/** The most changes in one answer: all that a full list of one's own has, and more. */
export const MAX_ANSWERED_CHANGES = 20_000;
