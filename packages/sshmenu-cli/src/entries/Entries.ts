import {
  countUse,
  deleteEntry,
  editEntry,
  entriesOf,
  keyOf,
  MINE,
  newEntry,
  stampAfter,
  useKeyOf,
  type ClientChange,
  type EntryFields,
  type EntryState,
  type ListState,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import { CommandError, EXIT } from '../exitCodes';
import { replicaOf } from '../store/replica';
import type { Kept } from '../store/snapshot';
import { type Loaded, type Store, withChanges } from '../store/Store';

/** The entries of this machine, and everything that can be done with them. Each change is kept before it is shown. */
export class Entries {
  #kept: Kept;
  #replica: string | undefined;
  #mark: string | undefined;
  /** What was told while reading, and is to be told to people. */
  readonly warnings: string[];

  constructor(
    private readonly store: Store,
    loaded: Loaded = store.load(),
    private readonly persona?: string,
  ) {
    this.#kept = loaded;
    this.warnings = loaded.warnings;
  }

  /** Where they are kept. */
  get folder(): string {
    return this.store.folder;
  }

  /** The folders in which something happens when it changes. */
  get folders(): string[] {
    return this.store.folders;
  }

  /** Whether files were written since this was last asked, by anybody. */
  hasChanged(): boolean {
    const mark = this.store.mark();
    const changed = mark !== this.#mark;
    this.#mark = mark;
    return changed;
  }

  /** Takes up what other terminals have written. */
  reload(): void {
    const loaded = this.store.load();
    this.warnings.push(...loaded.warnings);
    this.#kept = loaded;
  }

  /** Everything that is to be seen, in no order. */
  all(): MenuEntry[] {
    return entriesOf(this.#kept.menu).filter(({ list }) =>
      this.#kept.menu.lists.has(list),
    );
  }

  lists(): ListState[] {
    const lists = [...this.#kept.menu.lists.values()];
    const isMine = ({ list }: ListState) => Number(list === MINE);
    return lists.sort(
      (a, b) => isMine(b) - isMine(a) || (a.title < b.title ? -1 : 1),
    );
  }

  /** How many states the server has not heard of. */
  get waiting(): number {
    return this.#kept.unsent.size;
  }

  /** Whether a server has ever been heard. */
  get isShared(): boolean {
    return this.#kept.cursor !== undefined;
  }

  mayWrite(list: string): boolean {
    return this.#kept.menu.lists.get(list)?.right === 'write';
  }

  add(fields: EntryFields, list = MINE): MenuEntry {
    return this.addAll([fields], list)[0];
  }

  addAll(all: readonly EntryFields[], list = MINE): MenuEntry[] {
    this.mustWrite(list);
    const states = all.map(fields =>
      newEntry(
        { list, id: crypto.randomUUID(), replica: this.replica },
        fields,
      ),
    );
    if (states.length > 0) this.change(states);
    return states.map(state => this.seen(state));
  }

  edit(entry: MenuEntry, fields: EntryFields): void {
    this.mustWrite(entry.list);
    const state = this.stateOf(entry);
    const edited = editEntry(state, fields, this.replica);
    if (edited !== state) this.change([edited]);
  }

  delete(entry: MenuEntry): void {
    this.mustWrite(entry.list);
    this.change([deleteEntry(entry)]);
  }

  /** Adds what was deleted again. It is another entry: what is deleted stays deleted, on every machine. */
  restore(entry: MenuEntry, fields: EntryFields): MenuEntry {
    const added = this.add(fields, entry.list);
    if (entry.lastUsed === null) return added;
    this.change([
      {
        type: 'use',
        list: added.list,
        id: added.id,
        replica: this.replica,
        ...(this.persona !== undefined && { persona: this.persona }),
        uses: entry.uses,
        lastUsed: entry.lastUsed,
      },
    ]);
    return added;
  }

  /** Takes another user name than the list's, for oneself; null: the list's again. */
  setOwnUser(entry: MenuEntry, user: string | null): void {
    const before = this.#kept.menu.ownUsers.get(keyOf(entry));
    this.change([
      {
        type: 'ownUser',
        list: entry.list,
        id: entry.id,
        user,
        stamp: stampAfter(before ? [before.stamp] : [], this.replica),
      },
    ]);
  }

  /** Counts a connection that is about to be made. */
  use(entry: { list: string; id: string }, now = new Date()): void {
    const { list, id } = entry;
    const place = { list, id, replica: this.replica, persona: this.persona };
    const before = this.#kept.menu.uses.get(useKeyOf(place));
    this.change([countUse(before, place, now)]);
  }

  private get replica(): string {
    this.#replica ??= replicaOf(this.store.folder);
    return this.#replica;
  }

  private change(changes: ClientChange[]): void {
    this.store.record(changes);
    this.#kept = withChanges(this.#kept, changes);
  }

  private stateOf(entry: { list: string; id: string }): EntryState {
    const state = this.#kept.menu.entries.get(keyOf(entry));
    if (state?.type !== 'entry') {
      throw new CommandError(
        'This entry has been deleted in the meantime.',
        EXIT.failed,
      );
    }
    return state;
  }

  private seen(state: EntryState): MenuEntry {
    const { list, id, fields, version = 0 } = state;
    return { ...fields, id, list, version, uses: 0, lastUsed: null };
  }

  private mustWrite(list: string): void {
    if (this.mayWrite(list)) return;
    throw new CommandError(
      'You may see this list but not change it. Its members or the administrators decide who may.',
      EXIT.failed,
    );
  }
}
