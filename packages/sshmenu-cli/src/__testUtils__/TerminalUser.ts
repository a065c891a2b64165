import { spawn, type IPty } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { builtProgram } from './build';
import type { Home } from './Home';

const LIMIT = 20_000;

/** Somebody in front of a terminal: types, and reads what the screen shows. The terminal is a real one, emulated. */
export class TerminalUser {
  readonly terminal: Terminal;
  readonly #pty: IPty;
  #waiters: (() => void)[] = [];
  #pendingWrites = 0;
  #raw = '';
  exit: { code: number; signal?: number } | undefined;

  constructor(
    home: Home,
    args: string[] = [],
    options: {
      rows?: number;
      columns?: number;
      environment?: NodeJS.ProcessEnv;
      nodeOptions?: string[];
    } = {},
  ) {
    const { rows = 24, columns = 80 } = options;
    this.terminal = new Terminal({
      rows,
      cols: columns,
      allowProposedApi: true,
    });
    this.#pty = spawn(
      process.execPath,
      [...(options.nodeOptions ?? []), builtProgram(), ...args],
      {
        rows,
        cols: columns,
        env: { ...home.environment, ...options.environment } as Record<
          string,
          string
        >,
        cwd: home.folder,
      },
    );
    this.#pty.onData(data => {
      this.#raw += data;
      this.#pendingWrites += 1;
      this.terminal.write(data, () => {
        this.#pendingWrites -= 1;
        this.wake();
      });
    });
    this.#pty.onExit(({ exitCode, signal }) => {
      this.exit = { code: exitCode, ...(signal && { signal }) };
      this.wake();
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Everything that was sent to the terminal, byte by byte. */
  get raw(): string {
    return this.#raw;
  }

  /** The lines that the screen shows. */
  get lines(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from(
      { length: this.terminal.rows },
      (_, row) =>
        active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    );
  }

  get screen(): string {
    return this.lines.join('\n');
  }

  /** Whether the program has the whole screen to itself. */
  get isOnOtherScreen(): boolean {
    return this.terminal.buffer.active.type === 'alternate';
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: string): void {
    this.#pty.kill(signal);
  }

  /** Waits until the screen shows a text. */
  sees(text: string | RegExp): Promise<void> {
    return this.until(
      () =>
        typeof text === 'string'
          ? this.screen.includes(text)
          : text.test(this.screen),
      `${text} to be seen`,
    );
  }

  async seesNoMore(text: string): Promise<void> {
    await this.until(() => !this.screen.includes(text), `${text} to be gone`);
  }

  /** Waits until the program has ended and all of its output was shown. */
  async ends(): Promise<{ code: number; signal?: number }> {
    await this.until(
      () => this.exit !== undefined && this.#pendingWrites === 0,
      'the program to end',
    );
    return this.exit!;
  }

  /** Waits for something that changes with what the terminal shows. */
  async until(condition: () => boolean, what: string): Promise<void> {
    const end = Date.now() + LIMIT;
    while (!condition()) {
      const left = end - Date.now();
      if (left <= 0) {
        throw new Error(
          `Waited in vain for ${what}. The screen:\n${this.screen}`,
        );
      }
      await this.somethingHappens(left);
    }
  }

  /** Ends the program where it still runs. */
  close(): void {
    if (!this.exit) this.#pty.kill('SIGKILL');
    this.terminal.dispose();
  }

  private somethingHappens(limit: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, limit);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }
}
