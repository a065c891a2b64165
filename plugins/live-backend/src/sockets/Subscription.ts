import type { LiveChannelDeclaration } from '@wheelhouse/plugin-live-node';
import type { LiveSocket } from './LiveSocket';

/** How many events are read from the log at once: as many as the client takes, within these. */
const LEAST_READ = 4;
const FIRST_READ = 16;
const MOST_READ = 512;

/** One subscription of one socket. */
export class Subscription {
  readonly idJson: string;
  /** Up to which sequence of the log it has been served. */
  position = 0;
  /** Whether the client has been told that it stands. */
  begun = false;
  /** Whether events go out as they come; else it has something to catch up with, or waits. */
  flowing = false;
  /** Whether the right to the channel is to be asked for before the next delivery. */
  doubted = false;
  /** Whether it is being brought up to date at the moment. */
  catchingUp = false;
  /** Ended by the client, or for lack of the right. */
  over = false;
  #readAhead = FIRST_READ;

  constructor(
    readonly socket: LiveSocket,
    readonly id: string,
    readonly channel: string,
    readonly declaration: LiveChannelDeclaration,
    readonly parameters: Readonly<Record<string, string>>,
  ) {
    this.idJson = JSON.stringify(id);
  }

  /** How many events to read from the log next. */
  get readAhead(): number {
    return this.#readAhead;
  }

  /** The client took all that was read. */
  readMore(): void {
    this.#readAhead = Math.min(this.#readAhead * 2, MOST_READ);
  }

  /** The client did not. */
  readLess(): void {
    this.#readAhead = Math.max(this.#readAhead / 2, LEAST_READ);
  }

  /** Asks the plugin whose channel it is. */
  async isAllowed(): Promise<boolean> {
    const { state } = this.socket.auth;
    return this.declaration.authorize(state, this.parameters);
  }
}
