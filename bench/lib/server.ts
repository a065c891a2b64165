import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** The repository's own folder. */
export const root = join(__dirname, '../..');

/** How long a server may take to start and to end, in milliseconds. */
const START_LIMIT = 120_000;
const STOP_LIMIT = 15_000;

/**
 * What a server can be asked: CPU time since it started, in microseconds; in bytes, resident memory, and what lives on its heap
 * and beside it.
 */
export type Question = 'cpu' | 'memory' | 'heap';

/** A server that runs beside the measuring process. */
export class Server {
  readonly #asked = new Map<
    number,
    { resolve(answer: number): void; reject(error: Error): void }
  >();
  #nextId = 0;

  private constructor(
    readonly url: string,
    /** Where its SQLite databases are. */
    readonly folder: string,
    private readonly child: ChildProcess,
  ) {
    child.on('message', ({ id, answer, error }: any) => {
      if (error) this.#asked.get(id)?.reject(new Error(error));
      else this.#asked.get(id)?.resolve(answer);
      this.#asked.delete(id);
    });
    // Also when the measuring process ends early; the server then ends by itself.
    process.once('exit', this.#removeFolder);
    child.once('exit', () => {
      for (const { reject } of this.#asked.values()) {
        reject(new Error('The server ended while it was asked'));
      }
    });
  }

  /**
   * Starts a backend from its sources, in production mode, and waits until it is ready.
   *
   * @param entry - relative to the repository
   * @param config - what it needs beside where it listens and keeps its data
   */
  static async start(
    entry: string,
    config: (url: string) => Record<string, any>,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'wheelhouse-bench-'));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const own = config(url);
    const file = join(folder, 'app-config.json');
    writeFileSync(
      file,
      JSON.stringify({
        ...own,
        app: { title: 'Bench', baseUrl: url, ...own.app },
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port },
          database: {
            client: 'better-sqlite3',
            connection: { directory: folder },
          },
          ...own.backend,
        },
      }),
    );
    const { LOG_LEVEL, ...rest } = process.env;
    const child = fork(join(root, entry), ['--config', file], {
      cwd: root,
      env: { ...rest, ...environment, NODE_ENV: 'production' },
      execArgv: [
        ...[
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        ...['--require', join(__dirname, 'probe.ts')],
      ],
      // It logs as it would, to where it costs the other side as little.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const server = new Server(url, folder, child);
    await server.#ready();
    return server;
  }

  async ask(question: Question): Promise<number> {
    return this.request({ question });
  }

  /** Asks what the server's own bench plugin answers. */
  async request(message: Record<string, unknown>): Promise<number> {
    this.#nextId += 1;
    const id = this.#nextId;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.child.send({ id, ...message });
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const killer = setTimeout(STOP_LIMIT, undefined, { ref: false }).then(
        () => this.child.kill('SIGKILL'),
      );
      await Promise.race([exited, killer]);
      await exited;
    }
    process.off('exit', this.#removeFolder);
    this.#removeFolder();
  }

  readonly #removeFolder = () => {
    rmSync(this.folder, { recursive: true, force: true });
  };

  async #ready(): Promise<void> {
    let complaints = '';
    this.child.stderr!.on('data', chunk => {
      complaints = (complaints + chunk).slice(-4000);
    });
    const until = Date.now() + START_LIMIT;
    while (this.child.exitCode === null && Date.now() < until) {
      const answer = await fetch(
        `${this.url}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (answer?.ok) return;
      await setTimeout(100);
    }
    await this.stop();
    throw new Error(`The server did not start: ${complaints}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
