/**
 * All that a machine knows, and how it takes up what it hears. The functions are pure: they return another menu and leave
 * the one that they were given as it is.
 */
import { keyOf, MINE, titleOfList } from '../entry/lists';
import type {
  ClientChange,
  DeletedState,
  EntryState,
  ListState,
  OwnUserState,
  Rejection,
  ServerChange,
  UseState,
} from '../sync';
import type { MenuEntry } from '../types';
import { mergeEntries } from './entries';
import { mergeOwnUsers, mergeUses, totalUses, useKeyOf } from './personal';

/** Lists by name; entries and user names by {@link keyOf}; uses by {@link useKeyOf}. */
export interface Menu {
  lists: ReadonlyMap<string, ListState>;
  entries: ReadonlyMap<string, EntryState | DeletedState>;
  uses: ReadonlyMap<string, UseState>;
  ownUsers: ReadonlyMap<string, OwnUserState>;
}

/** What a machine knows at first: that it has a list of its own. */
export function emptyMenu(): Menu {
  return {
    lists: new Map([
      [
        MINE,
        { type: 'list', list: MINE, title: titleOfList(MINE), right: 'write' },
      ],
    ]),
    entries: new Map(),
    uses: new Map(),
    ownUsers: new Map(),
  };
}

/**
 * A menu that has also heard of these changes. Hearing of one twice, or in another order, makes no difference; only of
 * what is said of a list itself the last counts, as the server alone says it.
 */
export function applyChanges(
  menu: Menu,
  changes: Iterable<ServerChange>,
): Menu {
  const lists = new Map(menu.lists);
  const entries = new Map(menu.entries);
  const uses = new Map(menu.uses);
  const ownUsers = new Map(menu.ownUsers);
  for (const change of changes) {
    switch (change.type) {
      case 'entry':
      case 'deleted':
        put(entries, keyOf(change), change, mergeKnown);
        break;
      case 'use':
        put(uses, useKeyOf(change), change, mergeUses);
        break;
      case 'ownUser':
        put(ownUsers, keyOf(change), change, mergeOwnUsers);
        break;
      case 'list':
        lists.set(change.list, change);
        break;
      default:
        lists.delete(change.list);
        for (const map of [entries, uses, ownUsers]) {
          for (const [key, { list }] of map) {
            if (list === change.list) map.delete(key);
          }
        }
    }
  }
  return { lists, entries, uses, ownUsers };
}

/** A menu without what the server refused; `sent` is what was sent to it, in order. */
export function dropRejected(
  menu: Menu,
  sent: readonly ClientChange[],
  rejected: readonly Rejection[],
): Menu {
  const entries = new Map(menu.entries);
  const uses = new Map(menu.uses);
  const ownUsers = new Map(menu.ownUsers);
  for (const { index, current } of rejected) {
    const change = sent[index];
    if (change === undefined) continue;
    if (change.type === 'use') uses.delete(useKeyOf(change));
    else if (change.type === 'ownUser') ownUsers.delete(keyOf(change));
    else if (current && keyOf(current) === keyOf(change)) {
      entries.set(keyOf(change), current);
    } else entries.delete(keyOf(change));
  }
  return { ...menu, entries, uses, ownUsers };
}

/** The entries that people see, of one list or of all. */
export function entriesOf(menu: Menu, list?: string): MenuEntry[] {
  const uses = new Map<string, UseState[]>();
  for (const use of menu.uses.values()) {
    const key = keyOf(use);
    const others = uses.get(key);
    if (others) others.push(use);
    else uses.set(key, [use]);
  }
  const entries: MenuEntry[] = [];
  for (const [key, state] of menu.entries) {
    if (state.type === 'deleted') continue;
    if (list !== undefined && state.list !== list) continue;
    const ownUser = menu.ownUsers.get(key)?.user;
    entries.push(toMenuEntry(state, uses.get(key) ?? [], ownUser));
  }
  return entries;
}

/** One entry as people see it. */
export function toMenuEntry(
  state: EntryState,
  uses: readonly UseState[],
  ownUser?: string | null,
): MenuEntry {
  return {
    id: state.id,
    list: state.list,
    ...state.fields,
    version: state.version ?? 0,
    ...totalUses(uses),
    ...(ownUser && { ownUser }),
  };
}

/** Merging keeps the latest version that the server told. */
function mergeKnown(
  a: EntryState | DeletedState,
  b: EntryState | DeletedState,
): EntryState | DeletedState {
  const merged = mergeEntries(a, b);
  if (a.type !== 'entry' || b.type !== 'entry' || merged.type !== 'entry') {
    return merged;
  }
  const version = Math.max(a.version ?? 0, b.version ?? 0);
  return version > 0 ? { ...merged, version } : merged;
}

function put<T>(
  map: Map<string, T>,
  key: string,
  value: T,
  merge: (a: T, b: T) => T,
) {
  const known = map.get(key);
  map.set(key, known === undefined ? value : merge(known, value));
}
