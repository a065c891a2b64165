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
import type { Input } from '../terminal/keys';
import type { Frame } from '../terminal/Screen';
import type { Style } from '../terminal/style';
import { Choice } from './Choice';
import { Edits, type Done } from './edits';
import { Form, FORM_FIELDS } from './Form';
import { type Action, actionsOf, type Mode } from './keymap';
import { Listing } from './Listing';
import { TextInput } from './TextInput';
import { ABOVE, BELOW, listFrame, tabsOf } from './view/ListView';
import {
  choiceFrame,
  detailsFrame,
  formFrame,
  helpFrame,
} from './view/overlays';

/** What the menu has others do. */
export interface MenuHandlers {
  connect(entry: MenuEntry): void;
  leave(exitCode: number): void;
  /** Puts a text on the clipboard. */
  copy(text: string): void;
  /** The order was changed, and is to be remembered. */
  sorted(): void;
  /** Reads what ssh knows of hosts, and asks whether to add it. */
  offerImport(): Promise<void>;
}

/** What lies over the list. */
type Overlay =
  | { kind: 'help' }
  | { kind: 'details'; entry: MenuEntry }
  | { kind: 'form'; form: Form }
  | { kind: 'choice'; choice: Choice };

type Size = { rows: number; columns: number };

/** The menu: takes up keys, changes entries, and says what is to be seen. It knows no terminal. */
export class Menu {
  #filter: TextInput;
  #mode: Mode = 'filter';
  #overlay: Overlay | undefined;
  #message: { text: string; style: Style } | undefined;
  #edits: Edits;
  #size: Size = { rows: 24, columns: 80 };
  status = '';

  constructor(
    private readonly entries: Entries,
    private readonly listing: Listing,
    private readonly handlers: MenuHandlers,
    filter = '',
  ) {
    this.#edits = new Edits(entries);
    this.#filter = new TextInput(filter);
    this.listing.type(filter);
  }

  /** Takes up what others have changed. */
  refresh(): void {
    this.listing.replace(this.entries.all(), this.entries.lists());
    const waiting = this.entries.warnings.pop();
    if (waiting) this.say(waiting, 'warning');
  }

  /** What is to be seen. */
  frame(size: Size): Frame {
    this.#size = size;
    const overlay = this.#overlay;
    switch (overlay?.kind) {
      case 'help':
        return helpFrame(size);
      case 'details':
        return detailsFrame(overlay.entry, this.titleOf(overlay.entry.list));
      case 'form':
        return formFrame(overlay.form);
      case 'choice':
        return choiceFrame(overlay.choice);
      default:
        return listFrame(
          {
            listing: this.listing,
            filter: this.#filter,
            mode: this.#mode,
            message: this.#message,
            status: this.status,
            now: Date.now(),
          },
          size,
        );
    }
  }

  /** Asks something over the list. */
  ask(choice: Choice): void {
    this.#overlay = { kind: 'choice', choice };
  }

  say(text: string, style: Style = 'accent'): void {
    this.#message = { text, style };
  }

  /** Takes up a key, a click or a paste. */
  take(input: Input): void {
    if (input.type === 'key' && input.name === 'ctrl-c') {
      this.handlers.leave(130);
    } else if (this.#overlay) {
      this.takeInOverlay(this.#overlay, input);
    } else if (input.type === 'mouse') {
      this.takeMouse(input);
    } else {
      this.takeInList(input);
    }
  }

  private takeInOverlay(overlay: Overlay, input: Input): void {
    if (input.type === 'mouse' && overlay.kind !== 'help') return;
    if (overlay.kind === 'form') {
      if (overlay.form.take(input) === 'going on') return;
      this.#overlay = undefined;
    } else if (overlay.kind === 'choice') {
      const { choice } = overlay;
      const answer = choice.take(input);
      if (answer === 'going on') return;
      this.#overlay = undefined;
      if (answer === 'chosen') {
        this.attempt(() => choice.options[choice.selected].choose());
      }
    } else {
      this.#overlay = undefined;
    }
  }

  private takeMouse(input: Input & { type: 'mouse' }): void {
    const { listing } = this;
    if (input.action !== 'press') {
      listing.select(
        listing.selectedIndex + (input.action === 'wheel-up' ? -3 : 3),
      );
      return;
    }
    if (input.row === 0) {
      const hit = tabsOf(listing).find(
        ({ from, to }) => input.column >= from && input.column < to,
      );
      if (hit) listing.tab = hit.tab;
      return;
    }
    const rows = this.rows;
    const row = input.row - ABOVE;
    const index = listing.topFor(rows) + row;
    if (row < 0 || row >= rows || index >= listing.shown.length) return;
    if (index === listing.selectedIndex) this.do('connect');
    else listing.select(index);
  }

  private takeInList(input: Input): void {
    this.#message = undefined;
    const actions = actionsOf(input, this.#mode, this.#filter.text);
    if (actions) {
      for (const action of actions) this.do(action);
      return;
    }
    if (this.#mode === 'filter' && this.#filter.take(input)) {
      this.listing.type(this.#filter.text);
    }
  }

  private do(action: Action): void {
    const { listing } = this;
    switch (action) {
      case 'up':
        return listing.select(listing.selectedIndex - 1);
      case 'down':
        return listing.select(listing.selectedIndex + 1);
      case 'page-up':
        return listing.select(listing.selectedIndex - this.rows);
      case 'page-down':
        return listing.select(listing.selectedIndex + this.rows);
      case 'first':
        return listing.select(0);
      case 'last':
        return listing.select(listing.shown.length - 1);
      case 'next-tab':
        return listing.nextTab(1);
      case 'previous-tab':
        return listing.nextTab(-1);
      case 'sort':
        listing.nextSort();
        return this.handlers.sorted();
      case 'commands':
        this.#mode = 'commands';
        return undefined;
      case 'filter':
        this.#mode = 'filter';
        return undefined;
      case 'help':
        this.#overlay = { kind: 'help' };
        return undefined;
      case 'quit':
        return this.handlers.leave(0);
      case 'undo':
        return this.attempt(() => {
          const told = this.#edits.undo();
          this.say(told ?? 'There is nothing to undo.');
          this.refresh();
        });
      case 'add':
        return this.openAddForm();
      case 'import':
        this.handlers
          .offerImport()
          .catch(error => this.say(error.message, 'error'));
        return undefined;
      default: {
        const entry = listing.selected;
        if (entry) this.attempt(() => this.doWith(entry, action));
        return undefined;
      }
    }
  }

  private doWith(entry: MenuEntry, action: Action): void {
    const fields = fieldsOf(entry);
    switch (action) {
      case 'connect':
        return this.handlers.connect(entry);
      case 'details':
        this.#overlay = { kind: 'details', entry };
        return undefined;
      case 'copy':
        this.handlers.copy(commandLineOf(entry));
        return this.say(`Copied: ${commandLineOf(entry)}`);
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

  private openAddForm(): void {
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
      `Add to ${list === MINE ? 'my own list' : this.titleOf(list)}`,
      fields,
      FORM_FIELDS,
      next => this.#edits.add(next, list),
    );
  }

  private openShare(entry: MenuEntry): void {
    const lists = this.entries
      .lists()
      .filter(
        ({ list, right }) =>
          list !== MINE && list !== entry.list && right === 'write',
      );
    if (lists.length === 0) {
      this.say(
        this.entries.lists().length > 1
          ? 'There is no other list of a group that you may write.'
          : 'There is no group to share with. `s login` brings the lists of your groups.',
        'warning',
      );
      return;
    }
    this.ask(
      new Choice(
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
    );
  }

  private openForm(
    title: string,
    fields: EntryFields,
    asked: typeof FORM_FIELDS,
    save: (fields: EntryFields) => Done,
  ): void {
    this.#overlay = {
      kind: 'form',
      form: new Form(title, fields, asked, next => this.done(save(next))),
    };
  }

  private done({ told, entry }: Done): void {
    this.refresh();
    if (entry) this.listing.selectEntry(entry);
    this.say(told);
  }

  /** What goes wrong is told where the keys are explained, and the menu goes on. */
  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.say((error as Error).message, 'error');
    }
  }

  private freeName(entry: MenuEntry): string {
    const taken = new Set(this.entries.all().map(({ name }) => name));
    for (let number = 2; number < 100; number += 1) {
      const name = `${entry.name.slice(0, 60)}-${number}`;
      if (!taken.has(name)) return name;
    }
    return nameFor(entry, this.entries.all());
  }

  private titleOf(list: string): string {
    return this.listing.lists.find(other => other.list === list)?.title ?? list;
  }

  private get rows(): number {
    return Math.max(1, this.#size.rows - ABOVE - BELOW);
  }
}
