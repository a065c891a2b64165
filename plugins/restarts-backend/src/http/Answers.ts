import { AuthenticationError } from '@backstage/errors';
import { parseDuration } from '@wheelhouse/http-node';
import type { Restart } from '@wheelhouse/plugin-restarts-common';
import type { Caller, Callers } from '@wheelhouse/plugin-tenancy-node';
import type { Request, Response } from 'express';
import type { LogHub } from '../service/LogHub';
import type { RestartFeed } from '../service/RestartFeed';
import type { Rights } from '../service/Rights';
import type { StoredRestart } from '../store/rows';
import { NdjsonStream } from './NdjsonStream';
import { RestartLines } from './RestartLines';

const DEFAULT_WAIT_MS = 5 * 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;
/** How often it is looked whether whoever follows still may, in milliseconds. */
const RECHECK_MS = 2_000;

/** How an answer is wanted. */
export type Manner =
  | { how: 'at-once' }
  | { how: 'wait'; timeoutMs: number }
  | { how: 'stream' };

/** What answering needs. */
export interface AnswersOptions {
  callers: Callers;
  rights: Rights;
  feed: RestartFeed;
  logs: LogHub;
}

/** Answers with restarts: at once, at their end, or line by line. */
export class Answers {
  constructor(private readonly options: AnswersOptions) {}

  /** @throws InputError where `timeout` is no duration, or too long a one */
  mannerOf(request: Request): Manner {
    const { wait, timeout } = request.query as {
      wait?: unknown;
      timeout?: string;
    };
    const timeoutMs = timeout
      ? parseDuration(timeout, 'timeout', { max: LONGEST_WAIT_MS })
      : DEFAULT_WAIT_MS;
    if (
      request.accepts('application/json', 'application/x-ndjson') ===
      'application/x-ndjson'
    ) {
      return { how: 'stream' };
    }
    return String(wait) === 'true'
      ? { how: 'wait', timeoutMs }
      : { how: 'at-once' };
  }

  async send(
    response: Response,
    caller: Caller,
    stored: StoredRestart,
    manner: Manner,
  ): Promise<void> {
    switch (manner.how) {
      case 'stream':
        await this.#stream(response, caller, stored);
        break;
      case 'wait':
        await this.#wait(response, caller, stored, manner.timeoutMs);
        break;
      default:
        response.status(202).json(stored.restart);
    }
  }

  async #wait(
    response: Response,
    caller: Caller,
    stored: StoredRestart,
    timeoutMs: number,
  ): Promise<void> {
    const closed = new AbortController();
    response.once('close', () => closed.abort());
    const { restart } = await this.options.feed.follow(
      stored,
      AbortSignal.any([closed.signal, AbortSignal.timeout(timeoutMs)]),
    );
    if (response.destroyed) return;
    // They waited for long: what they may not see any more is not told.
    await this.#demandStillAlive(caller, stored);
    response.status(statusOf(restart)).json(restart);
  }

  async #stream(
    response: Response,
    caller: Caller,
    stored: StoredRestart,
  ): Promise<void> {
    const { feed, logs } = this.options;
    const stream = new NdjsonStream(response);
    const recheck = setInterval(() => {
      this.#demandStillAlive(caller, stored).catch(() => stream.abort());
    }, RECHECK_MS);
    const lines = new RestartLines(stream, { feed, logs });
    try {
      await lines.follow(stored);
    } finally {
      clearInterval(recheck);
    }
  }

  async #demandStillAlive(caller: Caller, stored: StoredRestart) {
    const who = await this.options.callers.again(caller);
    if (!this.options.rights.sees(who, stored)) {
      throw new AuthenticationError('You may no longer see this restart');
    }
  }
}

function statusOf(restart: Restart): number {
  if (!restart.endedAt) return 504;
  return restart.state === 'ready' ? 200 : 409;
}
