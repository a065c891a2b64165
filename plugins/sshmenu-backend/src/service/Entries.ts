import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  deleteEntry,
  describeProblems,
  editEntry,
  type EntryFields,
  type EntryState,
  idProblem,
  type MenuEntry,
  newEntry,
  sameEntry,
  validateFields,
} from '@wheelhouse/plugin-sshmenu-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import { randomUUID } from 'node:crypto';
import type { EntryPages } from '../store/EntryPages';
import type { ListStore } from '../store/ListStore';
import type { LockedList } from '../store/LockedList';
import {
  demandKeepOwn,
  demandVisible,
  demandWrite,
  ownKeyOf,
  visibleLists,
} from './access';
import type { ListEvents } from './ListEvents';
import type { Personal } from './Personal';
import { FORM_REPLICA } from './replica';

const MISSING = 'There is no such entry';
/** What answers have beside the fields of an entry. */
const SERVERS_OWN = new Set([
  ...['id', 'list', 'version', 'uses', 'lastUsed', 'lastUsedFrom', 'ownUser'],
]);

/** What was to be changed is no longer as whoever changes it has seen it. */
export class StaleEntryError extends Error {
  constructor(readonly current: MenuEntry) {
    super(
      'The entry has changed since it was read. Look at it as it is now, and change it again.',
    );
  }
}

/** Entries that people add, change, delete and use over HTTP. */
export class Entries {
  constructor(
    private readonly options: {
      lists: ListStore;
      pages: EntryPages;
      personal: Personal;
      events: ListEvents;
      maxEntries: number;
      now?: () => Date;
    },
  ) {}

  /** An entry that somebody sees. @throws NotFoundError where they see none of that id. */
  async get(who: AuthState, id: string): Promise<MenuEntry> {
    return (await this.#find(who, id)).entry;
  }

  /** Adds an entry. With an id it can be repeated: the same one again is the one that is there. */
  async add(
    who: AuthState,
    input: Record<string, unknown>,
  ): Promise<MenuEntry> {
    const { list = 'mine', id = randomUUID(), ...rest } = input;
    const wrongId = idProblem(id);
    if (wrongId) throw new InputError(`id ${wrongId}`);
    const visible = demandVisible(who, String(list));
    const fields = demandFields(rest);
    const state = newEntry(
      { list: visible.list, id: String(id), replica: FORM_REPLICA },
      fields,
    );
    const added = await this.options.lists.locked(visible.key, async locked => {
      demandWrite(who, visible.list, locked.writers);
      const before = (await locked.find([state.id])).get(state.id);
      if (before) {
        if (sameEntry(before.state, state)) return false;
        throw new ConflictError('The list has, or had, an entry of this id');
      }
      this.#demandRoom(locked);
      locked.put(state, undefined);
      return true;
    });
    if (added) await this.options.events.changed(visible.key, [state.id]);
    return this.get(who, state.id);
  }

  /** Changes what an entry says. */
  async change(
    who: AuthState,
    id: string,
    input: Record<string, unknown>,
    version: number | '*',
  ): Promise<MenuEntry> {
    const found = await this.#find(who, id);
    const fields = demandFields(withoutServersOwn(input, found.entry));
    const changed = await this.#write(who, found, version, (state, locked) => {
      const edited = editEntry(state, fields, FORM_REPLICA);
      if (edited === state) return false;
      locked.put(edited, { state, version: state.version! });
      return true;
    });
    if (changed) await this.options.events.changed(found.key, [id]);
    return this.get(who, id);
  }

  /** Deletes an entry for good. */
  async delete(
    who: AuthState,
    id: string,
    version: number | '*',
  ): Promise<{ list: string }> {
    const found = await this.#find(who, id);
    await this.#write(who, found, version, (state, locked) =>
      locked.put(deleteEntry(state), { state, version: state.version! }),
    );
    await this.options.events.changed(found.key, [id]);
    return { list: found.entry.list };
  }

  /** Counts a connection that somebody made. */
  async use(
    who: AuthState,
    id: string,
    use: { at?: string; persona?: string },
  ): Promise<MenuEntry> {
    const now = this.options.now?.() ?? new Date();
    const at = use.at === undefined ? now : new Date(use.at);
    const persona = use.persona ?? who.persona?.name ?? 'elsewhere';
    return this.#keepOwn(who, id, (own, place) =>
      this.options.personal.countUse(
        own,
        place,
        { at: at.toISOString(), persona },
        now,
      ),
    );
  }

  /** Takes another user name than a shared entry's, for oneself. Null: the entry's again. */
  async chooseUser(
    who: AuthState,
    id: string,
    user: string | null,
  ): Promise<MenuEntry> {
    return this.#keepOwn(who, id, (own, place) =>
      this.options.personal.chooseOwnUser(own, place, user),
    );
  }

  async #keepOwn(
    who: AuthState,
    id: string,
    keep: (
      own: LockedList,
      place: { owner: string; listKey: string; id: string },
    ) => Promise<boolean>,
  ): Promise<MenuEntry> {
    const { key, entry } = await this.#find(who, id);
    demandKeepOwn(who, entry.list);
    const owner = ownKeyOf(who);
    const news = await this.options.lists.locked(owner, own =>
      keep(own, { owner, listKey: key, id }),
    );
    if (news) await this.options.events.used(owner, [id]);
    return this.get(who, id);
  }

  async #write<T>(
    who: AuthState,
    found: { key: string; entry: MenuEntry },
    version: number | '*',
    write: (state: EntryState, locked: LockedList) => T,
  ): Promise<T> {
    const { key, entry } = found;
    return this.options.lists.locked(key, async locked => {
      demandWrite(who, entry.list, locked.writers);
      const stored = (await locked.find([entry.id])).get(entry.id);
      if (stored?.state.type !== 'entry') throw new NotFoundError(MISSING);
      if (version !== '*' && version !== stored.version) {
        const { fields } = stored.state;
        throw new StaleEntryError({
          ...withoutFields(entry),
          ...fields,
          version: stored.version,
        });
      }
      return write({ ...stored.state, version: stored.version }, locked);
    });
  }

  async #find(who: AuthState, id: string) {
    const keys = visibleLists(who).map(({ key }) => key);
    const found = await this.options.pages.find(ownKeyOf(who), keys, id);
    if (!found) throw new NotFoundError(MISSING);
    return found;
  }

  #demandRoom(locked: LockedList) {
    const { maxEntries } = this.options;
    if (locked.entries >= maxEntries) {
      throw new ConflictError(
        `A list has at most ${maxEntries} entries; delete some that are no longer used`,
      );
    }
  }
}

function demandFields(input: Record<string, unknown>): EntryFields {
  const checked = validateFields(input);
  if (checked.ok) return checked.value;
  throw new InputError(describeProblems(checked.problems));
}

/** What an entry was read with may stand in what it is changed to, as it was. */
function withoutServersOwn(
  input: Record<string, unknown>,
  entry: MenuEntry,
): Record<string, unknown> {
  const { id, list } = input;
  if (id !== undefined && id !== entry.id) {
    throw new InputError('id must be that of the address');
  }
  if (list !== undefined && list !== entry.list) {
    throw new InputError(
      'list cannot be changed: add the entry to the other list, and delete this one if it is not wanted any more',
    );
  }
  return Object.fromEntries(
    Object.entries(input).filter(([name]) => !SERVERS_OWN.has(name)),
  );
}

/** What is not of the fields of an entry. */
function withoutFields(entry: MenuEntry): Omit<MenuEntry, keyof EntryFields> {
  const { id, list, uses, lastUsed, lastUsedFrom, ownUser, version } = entry;
  return {
    id,
    list,
    uses,
    lastUsed,
    version,
    ...(lastUsedFrom !== undefined && { lastUsedFrom }),
    ...(ownUser !== undefined && { ownUser }),
  };
}
