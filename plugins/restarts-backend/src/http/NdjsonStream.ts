import type { Response } from 'express';
import { once } from 'node:events';

const HEARTBEAT_MS = 10_000;
/** How long a reader may take nothing before the line is cut, in milliseconds. */
const STUCK_MS = 60_000;
/** How much may wait to be taken before lines that may be left out are, in bytes. */
const FULL_BYTES = 256 * 1024;

/** A line of a stream; the time is put to it. */
export type Line = { type: string } & Record<string, unknown>;

/** Lines of JSON to a reader who may be slow, gone, or behind a proxy that cuts silent lines. */
export class NdjsonStream {
  readonly #closed = new AbortController();
  #heartbeat: NodeJS.Timeout;
  #stuck: NodeJS.Timeout | undefined;

  constructor(private readonly response: Response) {
    response.status(200);
    response.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8');
    // Compression and proxies would hold lines back.
    response.setHeader('Cache-Control', 'no-store, no-transform');
    response.setHeader('X-Accel-Buffering', 'no');
    response.flushHeaders();
    response.once('close', () => this.#close());
    this.#heartbeat = setInterval(
      () => this.send({ type: 'heartbeat' }),
      HEARTBEAT_MS,
    );
  }

  /** Aborted when nobody reads any more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Sends a line. */
  send(line: Line): void {
    if (this.closed.aborted) return;
    const { type, ...rest } = line;
    const time = new Date().toISOString();
    const taken = this.response.write(
      `${JSON.stringify({ type, time, ...rest })}\n`,
    );
    if (!taken) this.#watchReader();
  }

  /** Sends a line that may be left out; false: the reader is too slow for it. */
  offer(line: Line): boolean {
    if (this.response.writableLength > FULL_BYTES) return false;
    this.send(line);
    return true;
  }

  /** Ends after what was sent. */
  async end(): Promise<void> {
    if (this.closed.aborted) return;
    const finished = once(this.response, 'close');
    this.response.end();
    this.#close();
    await finished;
  }

  /** Ends at once. */
  abort(): void {
    this.#close();
    this.response.destroy();
  }

  #watchReader(): void {
    if (this.#stuck) return;
    this.#stuck = setTimeout(() => this.abort(), STUCK_MS);
    this.response.once('drain', () => {
      clearTimeout(this.#stuck);
      this.#stuck = undefined;
    });
  }

  #close(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#stuck);
    this.#closed.abort();
  }
}
