import { StringDecoder } from 'node:string_decoder';
import { Input, readInput } from './keys';
import { Frame, Screen } from './Screen';
import { ENTER, LEAVE } from './sequences';

/** How long a lone ESC may be the beginning of something longer, in milliseconds. */
const ESCAPE_TIMEOUT = 40;

/** What ends a program from outside, and the exit code that says so. */
const ENDING = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The terminal that one sits at, while the menu has it whole. Gives it back however the program ends. */
export class Terminal {
  #decoder = new StringDecoder('utf8');
  #rest = '';
  #timer: NodeJS.Timeout | undefined;
  #open = false;

  constructor(
    private readonly screen: Screen,
    private readonly handlers: {
      input(input: Input): void;
      resize(): void;
    },
  ) {}

  /** Whether somebody sits at both ends. */
  static isInteractive(): boolean {
    return Boolean(process.stdin.isTTY && process.stdout.isTTY);
  }

  get size(): { rows: number; columns: number } {
    // Some terminals tell no size; then it is the one that they all once had.
    return {
      rows: process.stdout.rows || 24,
      columns: process.stdout.columns || 80,
    };
  }

  /** Takes the screen, shows the first frame in the same breath, and begins to listen. */
  open(frame: Frame): void {
    this.#open = true;
    process.on('exit', this.#restore);
    for (const [signal, code] of Object.entries(ENDING)) {
      process.on(signal, () => process.exit(code));
    }
    process.stdin.setRawMode(true);
    process.stdout.write(ENTER + this.screen.paint(frame, this.size));
    process.stdin.on('data', this.#read);
    process.stdin.once('end', () => process.exit(ENDING.SIGHUP));
    process.stdout.on('resize', this.#resize);
    // Stopped and continued: the shell has written over what was shown, and has the terminal in its own mode.
    process.on('SIGCONT', this.#resume);
  }

  /** Shows a frame. */
  show(frame: Frame): void {
    if (!this.#open) return;
    process.stdout.write(this.screen.paint(frame, this.size));
  }

  /** Puts a text on the clipboard, also of a terminal that is far away. Only for texts of our own making. */
  copy(text: string): void {
    const encoded = Buffer.from(text).toString('base64');
    process.stdout.write(`\x1b]52;c;${encoded}\x07`);
  }

  /** Gives the terminal back. */
  close(): void {
    if (!this.#open) return;
    this.#restore();
    process.off('exit', this.#restore);
    process.off('SIGCONT', this.#resume);
    for (const signal of Object.keys(ENDING)) {
      process.removeAllListeners(signal);
    }
    clearTimeout(this.#timer);
    process.stdout.off('resize', this.#resize);
    process.stdin.off('data', this.#read);
    process.stdin.pause();
  }

  #restore = () => {
    if (!this.#open) return;
    this.#open = false;
    try {
      process.stdin.setRawMode(false);
      process.stdout.write(LEAVE);
    } catch {
      // The terminal itself is gone: nobody is left to see it.
    }
  };

  #resize = () => {
    this.screen.clear();
    this.handlers.resize();
  };

  #resume = () => {
    process.stdin.setRawMode(true);
    process.stdout.write(ENTER);
    this.#resize();
  };

  #read = (bytes: Buffer) => {
    clearTimeout(this.#timer);
    this.#take(this.#rest + this.#decoder.write(bytes), false);
    if (this.#rest !== '') {
      this.#timer = setTimeout(
        () => this.#take(this.#rest, true),
        ESCAPE_TIMEOUT,
      );
    }
  };

  #take(data: string, isWhole: boolean): void {
    const { inputs, rest } = readInput(data, isWhole);
    this.#rest = rest;
    for (const input of inputs) {
      // What follows Enter in one breath was meant for this menu, not for the host.
      if (this.#open) this.handlers.input(input);
    }
  }
}
