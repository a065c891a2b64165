import { existsSync, type FSWatcher, watch } from 'node:fs';
import type { MenuEntry } from '@wheelhouse/plugin-sshmenu-common';
import { sshArgumentsOf } from '../entries/command';
import type { Entries } from '../entries/Entries';
import { whyNotKept } from '../entries/openEntries';
import { type FirstFrame, firstFrameFile } from '../firstFrame';
import { newScreen } from '../screen';
import { writeWhole } from '../store/files';
import {
  type Preferences,
  readPreferences,
  writePreferences,
} from '../store/preferences';
import { startBackground } from '../sync/startBackground';
import { Terminal } from '../terminal/Terminal';
import { Listing } from './Listing';
import { Menu, type MenuHandlers } from './Menu';

/** How the menu was left. */
export type Left = { entry: MenuEntry } | { exitCode: number };

/** Changes of another terminal come in several steps. */
const SETTLE = 50;
/** While the menu is open, changes are exchanged this often, in milliseconds. */
const EXCHANGE = 30_000;

/** The menu on a terminal, from the first frame until somebody connects or leaves. */
export class MenuSession {
  readonly #menu: Menu;
  readonly #listing: Listing;
  readonly #terminal: Terminal;
  #preferences: Preferences;
  #watchers: FSWatcher[] = [];
  #isOver = false;
  #exchanging: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  #leave: (left: Left) => void = () => {};

  constructor(
    private readonly entries: Entries,
    filter: string,
    private readonly takeOver: () => void,
  ) {
    this.#preferences = readPreferences(entries.folder);
    this.#listing = new Listing(this.#preferences.sort);
    this.#terminal = new Terminal(newScreen(), {
      input: input => {
        this.#menu.take(input);
        this.paint();
      },
      resize: () => this.paint(),
    });
    this.#menu = new Menu(
      entries,
      this.#listing,
      {
        connect: entry => {
          // What is refused is told in the menu, which stays open.
          sshArgumentsOf(entry);
          this.#leave({ entry });
        },
        leave: exitCode => this.#leave({ exitCode }),
        copy: text => this.#terminal.copy(text),
        sorted: () => this.keep({ sort: this.#listing.sort }),
        offerImport: () => this.offerImport(),
      },
      filter,
    );
  }

  /** Shows the menu until it is left. */
  async run(): Promise<Left> {
    try {
      return await new Promise<Left>((resolve, reject) => {
        this.#leave = resolve;
        // Whatever goes wrong, the terminal is given back first.
        process.once('uncaughtException', reject);
        this.#menu.refresh();
        this.#menu.status = this.statusText();
        this.#terminal.open(this.#menu.frame(this.#terminal.size));
        this.takeOver();
        setImmediate(() => this.afterFirstPaint());
      });
    } finally {
      this.#isOver = true;
      clearTimeout(this.#settling);
      clearInterval(this.#exchanging);
      for (const watcher of this.#watchers) watcher.close();
      this.#terminal.close();
      process.removeAllListeners('uncaughtException');
    }
  }

  /** Keeps how the menu will look when it is opened next. What cannot be kept is shown later, and that is all. */
  keepFirstFrame(): void {
    try {
      const listing = new Listing(this.#listing.sort);
      const menu = new Menu(this.entries, listing, {} as MenuHandlers);
      menu.refresh();
      menu.status = this.statusText();
      const { size } = this.#terminal;
      const kept: FirstFrame = { size, frame: menu.frame(size) };
      writeWhole(firstFrameFile(this.entries.folder), JSON.stringify(kept), {
        durable: false,
      });
    } catch {
      // A disk that is full was told when it mattered.
    }
  }

  private paint(): void {
    this.#terminal.show(this.#menu.frame(this.#terminal.size));
  }

  /** Nothing of this may be waited for when the menu opens. */
  private afterFirstPaint(): void {
    // Somebody may have been quicker: nothing may then keep the process.
    if (this.#isOver) return;
    this.watchFiles();
    void startBackground();
    this.#exchanging = setInterval(startBackground, EXCHANGE);
    if (!existsSync(firstFrameFile(this.entries.folder))) this.keepFirstFrame();
    if (this.#listing.total === 0 && !this.#preferences.offered) {
      this.offerImport().catch(error =>
        this.#menu.say(error.message, 'warning'),
      );
    }
  }

  private async offerImport(): Promise<void> {
    const { askToImport } = await import('./askToImport');
    const asked = askToImport(this.entries, told => {
      this.#menu.refresh();
      this.#menu.say(told);
    });
    if (typeof asked === 'string') this.#menu.say(asked);
    else this.#menu.ask(asked);
    this.keep({ offered: true });
    this.paint();
  }

  private keep(change: Partial<Preferences>): void {
    this.#preferences = { ...this.#preferences, ...change };
    try {
      writePreferences(this.entries.folder, this.#preferences);
    } catch (error) {
      this.#menu.say(`This is not remembered: ${whyNotKept(error)}.`);
    }
  }

  /** Another terminal, or the exchange with the server, may change what is shown. */
  private watchFiles(): void {
    for (const folder of this.entries.folders) {
      try {
        const watcher = watch(folder, () => {
          clearTimeout(this.#settling);
          this.#settling = setTimeout(() => this.reload(), SETTLE);
        });
        watcher.on('error', () => watcher.close());
        this.#watchers.push(watcher);
      } catch {
        // Without it, the menu shows at its next start what others have changed.
      }
    }
  }

  private reload(): void {
    if (!this.entries.hasChanged()) return;
    try {
      this.entries.reload();
      this.#menu.refresh();
      this.#menu.status = this.statusText();
    } catch (error) {
      this.#menu.say(`The menu cannot be read: ${whyNotKept(error)}.`);
    }
    this.paint();
  }

  private statusText(): string {
    const { waiting } = this.entries;
    return this.entries.isShared && waiting > 0 ? `${waiting} to send` : '';
  }
}
