import type { StoredRestart } from '../store/rows';
import { Charges } from './Charges';
import { type Beginning, Follower, type FollowerOptions } from './Follower';

/** The restarts that this server follows. */
export class Followers {
  readonly #charges: Charges<StoredRestart>;

  constructor(
    /** Unique among the servers, and new at each start. */
    readonly server: string,
    private readonly options: FollowerOptions & { takeOverMs: number },
  ) {
    const { leases, logger, takeOverMs } = options;
    this.#charges = new Charges({
      noun: 'restart',
      ...{ server, leases, logger, takeOverMs },
      resume: stored => new Follower(options, stored),
    });
  }

  /** Begins to look for restarts that nobody follows, and keeps hold of those that it follows. */
  start(): void {
    this.#charges.start();
  }

  /** Follows a restart that was begun here. */
  follow(stored: StoredRestart, beginning: Beginning): void {
    this.#charges.add(new Follower(this.options, stored, beginning));
  }

  /** Leaves everything to the next server. */
  stop(): Promise<void> {
    return this.#charges.stop();
  }
}
