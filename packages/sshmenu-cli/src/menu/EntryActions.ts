import {
  fieldsOf,
  hostProblem,
  MINE,
  userProblem,
  type EntryFields,
  type MenuEntry,
} from '@wheelhouse/plugin-sshmenu-common';
import { commandLineOf } from '../entries/command';
import type { Entries } from '../entries/Entries';
import { nameFor } from '../entries/lookup';
import type { Style } from '../terminal/style';
import { Choice } from './Choice';
import { Edits, type Done } from './edits';
import { Form, FORM_FIELDS } from './Form';
import type { Action } from './keymap';
import type { Listing } from './Listing';

/** What entries have lie over the list. */
export type Overlay =
  | { kind: 'details'; entry: MenuEntry }
  | { kind: 'form'; form: Form }
  | { kind: 'choice'; choice: Choice };

/** What the menu does for the actions. */
export interface ActionsMenu {
  connect(entry: MenuEntry): void;
  /** Puts a text on the clipboard. */
  copy(text: string): void;
  show(overlay: Overlay): void;
  say(text: string, style?: Style): void;
  /** Takes up what has changed. */
  refresh(): void;
}

/** What can be done with the entries of the menu. */
export class EntryActions {
  readonly #edits: Edits;

  constructor(
    private readonly entries: Entries,
    private readonly listing: Listing,
    private readonly menu: ActionsMenu,
  ) {
    this.#edits = new Edits(entries);
  }

  /** Does with an entry what a key is for. */
  take(entry: MenuEntry, action: Action): void {
    const fields = fieldsOf(entry);
    switch (action) {
      case 'connect':
        return this.menu.connect(entry);
      case 'details':
        this.menu.show({ kind: 'details', entry });
        return undefined;
      case 'copy':
        this.menu.copy(commandLineOf(entry));
        return this.menu.say(`Copied: ${commandLineOf(entry)}`);
      case 'delete':
        return this.done(this.#edits.delete(entry));
      case 'pin':
        return this.done(
          this.#edits.edit(
            entry,
            { ...fields, pinned: entry.pinned ? undefined : true },
            entry.pinned
              ? `${entry.name} is no longer pinned.`
              : `${entry.name} stands at the top.`,
          ),
        );
      case 'edit':
        return this.openForm(`Edit ${entry.name}`, fields, FORM_FIELDS, next =>
          this.#edits.edit(entry, next, `Changed ${next.name}.`),
        );
      case 'rename':
        return this.openForm(`Rename ${entry.name}`, fields, ['name'], next =>
          this.#edits.edit(entry, next, `It is called ${next.name} now.`),
        );
      case 'tag':
        return this.openForm(`Tags of ${entry.name}`, fields, ['tags'], next =>
          this.#edits.edit(entry, next, `Changed the tags of ${next.name}.`),
        );
      case 'duplicate': {
        const list = this.entries.mayWrite(entry.list) ? entry.list : MINE;
        const name = this.freeName(entry);
        return this.openForm(
          `Duplicate ${entry.name}`,
          { ...fields, name },
          FORM_FIELDS,
          next => this.#edits.add(next, list),
        );
      }
      case 'own-user':
        return this.openForm(
          `My user name on ${entry.name}; empty: ${
            entry.user ?? 'whoever ssh takes'
          }`,
          { ...fields, user: entry.ownUser },
          ['user'],
          ({ user }) => this.#edits.setOwnUser(entry, user ?? null),
        );
      case 'share':
        return this.openShare(entry);
      default:
        return undefined;
    }
  }

  /** Asks for a new entry, with what was typed as its host where nothing is found. */
  add(): void {
    const { listing } = this;
    const list = this.entries.mayWrite(listing.tab) ? listing.tab : MINE;
    const typed = listing.typed.trim();
    const [user, host] = typed.includes('@')
      ? [typed.slice(0, typed.lastIndexOf('@')), typed.split('@').pop()!]
      : [undefined, typed];
    const isHost = listing.shown.length === 0 && !hostProblem(host);
    const fields: EntryFields = isHost
      ? {
          name: host,
          host,
          ...(user && !userProblem(user) && { user }),
        }
      : { name: '', host: '' };
    this.openForm(
      `Add to ${list === MINE ? 'my own list' : this.listing.titleOf(list)}`,
      fields,
      FORM_FIELDS,
      next => this.#edits.add(next, list),
    );
  }

  /** Takes the last change back. */
  undo(): void {
    this.menu.say(this.#edits.undo() ?? 'There is nothing to undo.');
    this.menu.refresh();
  }

  private openShare(entry: MenuEntry): void {
    const lists = this.entries
      .lists()
      .filter(
        ({ list, right }) =>
          list !== MINE && list !== entry.list && right === 'write',
      );
    if (lists.length === 0) {
      this.menu.say(
        this.entries.lists().length > 1
          ? 'There is no other list of a group that you may write.'
          : 'There is no group to share with. `s login` brings the lists of your groups.',
        'warning',
      );
      return;
    }
    this.menu.show({
      kind: 'choice',
      choice: new Choice(
        `Share ${entry.name} with`,
        lists.map(({ list, title }) => ({
          label: title,
          // It stays in one's own list; what is one's own of it is not for others.
          choose: () =>
            this.done(
              this.#edits.add({ ...fieldsOf(entry), pinned: undefined }, list),
            ),
        })),
      ),
    });
  }

  private openForm(
    title: string,
    fields: EntryFields,
    asked: typeof FORM_FIELDS,
    save: (fields: EntryFields) => Done,
  ): void {
    this.menu.show({
      kind: 'form',
      form: new Form(title, fields, asked, next => this.done(save(next))),
    });
  }

  private done({ told, entry }: Done): void {
    this.menu.refresh();
    if (entry) this.listing.selectEntry(entry);
    this.menu.say(told);
  }

  private freeName(entry: MenuEntry): string {
    const taken = new Set(this.entries.all().map(({ name }) => name));
    for (let number = 2; number < 100; number += 1) {
      const name = `${entry.name.slice(0, 60)}-${number}`;
      if (!taken.has(name)) return name;
    }
    return nameFor(entry, this.entries.all());
  }
}
