import {
  applyChanges,
  dropRejected,
  MINE,
  type ClientChange,
  type EntryFields,
  type Menu,
  type SyncResponse,
} from '@wheelhouse/plugin-sshmenu-common';
import { changeKeyOf, type Kept } from '../store/snapshot';

/** What is kept after an exchange, and which of one's own entries it took away. */
export interface Taken {
  kept: Kept;
  removed: EntryFields[];
}

/** Takes up an answer. What somebody changed while it was under way stays, and is sent the next time. */
export function takeResponse(
  kept: Kept,
  sent: readonly ClientChange[],
  response: SyncResponse,
): Taken {
  const rejected = response.rejected.filter(({ index, reason }) =>
    isGivenUp(sent[index], reason),
  );
  const menu = applyChanges(
    dropRejected(kept.menu, sent, rejected),
    response.changes,
  );
  const states = statesOf(kept.menu);
  const unsent = new Set(kept.unsent);
  for (const change of sent) {
    const key = changeKeyOf(change);
    if (sameText(states.get(key), change)) unsent.delete(key);
  }
  const there = statesOf(menu);
  for (const key of unsent) if (!there.has(key)) unsent.delete(key);
  return {
    kept: { menu, unsent, cursor: response.cursor },
    removed: removedEntries(kept.menu, menu),
  };
}

/** Everything that the server has not heard of yet. */
export function unsentChanges({ menu, unsent }: Kept): ClientChange[] {
  const states = statesOf(menu);
  return [...unsent].flatMap(key => states.get(key) ?? []);
}

/** One's own entries are not given up because a server has no room for them or does not like them. */
function isGivenUp(change: ClientChange | undefined, reason: string): boolean {
  return change?.list !== MINE || reason === 'deleted';
}

function statesOf(menu: Menu): Map<string, ClientChange> {
  const states = new Map<string, ClientChange>();
  for (const map of [menu.entries, menu.uses, menu.ownUsers]) {
    for (const state of map.values()) states.set(changeKeyOf(state), state);
  }
  return states;
}

function removedEntries(before: Menu, after: Menu): EntryFields[] {
  const removed: EntryFields[] = [];
  for (const [key, state] of before.entries) {
    if (state.type !== 'entry' || state.list !== MINE) continue;
    if (after.entries.get(key)?.type !== 'entry') removed.push(state.fields);
  }
  return removed;
}

/** Versions are the server's, and are no change. */
function sameText(a: ClientChange | undefined, b: ClientChange): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
