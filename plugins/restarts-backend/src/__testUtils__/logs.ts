import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';

const LINE = 'x'.repeat(900);
const LINES_AT_ONCE = 100;

/** Answers for a cluster's logs, in place of what its containers say. */
export class LogSource {
  /** The pods whose logs are being read, each time anew. */
  readonly pods: string[] = [];
  readonly #open = new Set<ServerResponse>();
  /** How many lines it has written. */
  written = 0;

  /** As `intercept` of a simulated cluster. */
  readonly intercept = (
    { url = '' }: IncomingMessage,
    response: ServerResponse,
  ): boolean => {
    const { pathname, searchParams } = new URL(url, 'http://cluster');
    const pod = /\/pods\/([^/]+)\/log$/.exec(pathname)?.[1];
    if (!pod || searchParams.get('follow') !== 'true') return false;
    this.pods.push(pod);
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
    response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders();
    return true;
  };

  /** How many logs are read at present. */
  get readers(): number {
    return this.#open.size;
  }

  /** Writes lines of 900 characters, as fast as they are read. */
  async flood(lines: number): Promise<void> {
    for (let left = lines; left > 0; left -= LINES_AT_ONCE) {
      await this.say(...Array<string>(LINES_AT_ONCE).fill(LINE));
    }
  }

  async say(...lines: string[]): Promise<void> {
    const text = lines.map(line => `${line}\n`).join('');
    for (const response of [...this.#open]) {
      if (response.destroyed) continue;
      this.written += lines.length;
      if (!response.write(text)) await taken(response);
    }
  }
}

/** Resolves when what was written is read, or nobody reads any more. */
async function taken(response: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([
    once(response, 'drain', { signal }),
    once(response, 'close', { signal }),
  ]);
  waiting.abort();
}
