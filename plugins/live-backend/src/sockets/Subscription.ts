import type { Channel } from './Channels';
import type { LiveSocket } from './LiveSocket';

/** How many events are read from the log at once: as many as the client takes, within these. */
const LEAST_READ = 4;
const FIRST_READ = 16;
const MOST_READ = 512;

/**
 * Where a subscription stands:
 * - `asking`: the client has not been told that it stands;
 * - `behind`: it has something to catch up with, or waits until it may;
 * - `catching-up`: it is being brought up to date at the moment;
 * - `flowing`: events go out as they come;
 * - `over`: ended by the client, or for lack of the right.
 */
type Phase = 'asking' | 'behind' | 'catching-up' | 'flowing' | 'over';

/** One subscription of one socket. */
export class Subscription {
  readonly idJson: string;
  phase: Phase = 'asking';
  /** Up to which sequence of the log it has been served. */
  position = 0;
  /** Whether the right to the channel is to be asked for before the next delivery. */
  doubted = false;
  #readAhead = FIRST_READ;

  constructor(
    readonly socket: LiveSocket,
    id: string,
    readonly channel: Channel,
  ) {
    this.idJson = JSON.stringify(id);
  }

  /** The id that the client has chosen. */
  get id(): string {
    return JSON.parse(this.idJson);
  }

  get isOver(): boolean {
    return this.phase === 'over';
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

  /** Nothing goes out as it comes any more. What came until a sequence has. */
  hold(until: number): void {
    if (this.phase !== 'flowing') return;
    this.phase = 'behind';
    this.servedUntil(until);
  }

  servedUntil(sequence: number): void {
    this.position = Math.max(this.position, sequence);
  }

  /** Asks the plugin whose channel it is. */
  async isAllowed(): Promise<boolean> {
    const { declaration, parameters } = this.channel;
    return declaration.authorize(this.socket.auth.state, parameters);
  }
}
