import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import type { EventEmitter } from 'node:events';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { notificationChannel } from '../store/LogStore';

/** As much of a Postgres connection as is used. */
interface Connection extends EventEmitter {
  query(text: string): Promise<unknown>;
}

/**
 * How often the connection is asked for a sign of life, and how long that and its end may take, in
 * milliseconds.
 */
const ALIVE_MS = 5_000;
const ANSWER_MS = 5_000;
const END_MS = 1_000;
/** The first and the longest wait before it is made again. */
const RETRY_MS = 250;
const MAX_RETRY_MS = 10_000;

/**
 * Hears from Postgres that a server has published, on a connection of its own. While there is none, nothing is heard; once it is
 * there again, and with every sign of life, `onNews` is called, so that whoever then reads misses nothing.
 */
export class Notifications {
  #connection?: Connection;
  #timer?: NodeJS.Timeout;
  #failures = 0;
  #stopped = false;

  constructor(
    private readonly options: {
      db: Knex;
      epoch: string;
      logger: LoggerService;
      onNews(): void;
    },
  ) {}

  async start(): Promise<void> {
    const { db, epoch, logger, onNews } = this.options;
    let connection: Connection | undefined;
    try {
      connection = (await db.client.acquireRawConnection()) as Connection;
      if (this.#stopped) {
        await this.#end(connection);
        return;
      }
      this.#connection = connection;
      connection.on('notification', onNews);
      connection.on('error', () => this.#lost(connection!));
      connection.on('end', () => this.#lost(connection!));
      await connection.query(`listen "${notificationChannel(epoch)}"`);
      if (this.#failures > 0) logger.info('Live events are heard again');
      this.#failures = 0;
      onNews();
      this.#lookLater(connection);
    } catch (error) {
      if (this.#failures === 0) {
        logger.warn(
          'Live events of other servers cannot be heard; trying again',
          error as Error,
        );
      }
      if (connection) this.#lost(connection);
      else this.#startLater();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = undefined;
    if (!connection) return;
    // One that is dead does not end by itself.
    await Promise.race([
      this.#end(connection),
      setTimeoutPromise(END_MS, undefined, { ref: false }),
    ]);
  }

  /** A connection can be dead without saying so. */
  #lookLater(connection: Connection): void {
    this.#timer = setTimeout(async () => {
      let late: NodeJS.Timeout | undefined;
      try {
        await Promise.race([
          connection.query('select 1'),
          new Promise((_, reject) => {
            late = setTimeout(() => reject(new Error('No answer')), ANSWER_MS);
          }),
        ]);
        if (this.#connection !== connection) return;
        this.options.onNews();
        this.#lookLater(connection);
      } catch {
        this.#lost(connection);
      } finally {
        clearTimeout(late);
      }
    }, ALIVE_MS);
    this.#timer.unref();
  }

  #lost(connection: Connection): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    void this.#end(connection);
    if (!this.#stopped) this.#startLater();
  }

  #startLater(): void {
    clearTimeout(this.#timer);
    const longest = Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#timer = setTimeout(
      () => void this.start(),
      longest * (0.5 + Math.random() / 2),
    );
    this.#timer.unref();
  }

  async #end(connection: Connection): Promise<void> {
    connection.removeAllListeners('notification');
    await this.options.db.client.destroyRawConnection(connection).catch(() => {
      // It had ended already.
    });
  }
}
