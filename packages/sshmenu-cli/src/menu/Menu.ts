import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import type { Entries } from '../entries/Entries';
import type { Input } from '../terminal/keys';
import type { Frame } from '../terminal/Screen';
import type { Style } from '../terminal/style';
import type { Choice } from './Choice';
import { EntryActions, type Overlay as EntryOverlay } from './EntryActions';
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
type Overlay = EntryOverlay | { kind: 'help' };

type Size = { rows: number; columns: number };

/** The menu: takes up keys, changes entries, and says what is to be seen. It knows no terminal. */
export class Menu {
  #filter: TextInput;
  #mode: Mode = 'filter';
  #overlay: Overlay | undefined;
  #message: { text: string; style: Style } | undefined;
  readonly #actions: EntryActions;
  #size: Size = { rows: 24, columns: 80 };
  status = '';

  constructor(
    private readonly entries: Entries,
    private readonly listing: Listing,
    private readonly handlers: MenuHandlers,
    filter = '',
  ) {
    this.#actions = new EntryActions(entries, listing, {
      connect: entry => handlers.connect(entry),
      copy: text => handlers.copy(text),
      show: overlay => {
        this.#overlay = overlay;
      },
      say: (text, style) => this.say(text, style),
      refresh: () => this.refresh(),
    });
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
        return detailsFrame(
          overlay.entry,
          this.listing.titleOf(overlay.entry.list),
        );
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
          this.#actions.undo();
        });
      case 'add':
        return this.#actions.add();
      case 'import':
        this.handlers
          .offerImport()
          .catch(error => this.say(error.message, 'error'));
        return undefined;
      default: {
        const entry = listing.selected;
        if (entry) this.attempt(() => this.#actions.take(entry, action));
        return undefined;
      }
    }
  }

  /** What goes wrong is told where the keys are explained, and the menu goes on. */
  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.say((error as Error).message, 'error');
    }
  }

  private get rows(): number {
    return Math.max(1, this.#size.rows - ABOVE - BELOW);
  }
}
