import type { WorkloadObject } from '../rules/objects';
import type { StoredRestart } from '../store/rows';
import { Follower, type FollowerOptions } from './Follower';

/** How many restarts that nobody follows are taken at once. */
const TAKE = 50;

/** The restarts that this server follows. */
export class Followers {
  readonly #running = new Map<
    string,
    { follower: Follower; done: Promise<void> }
  >();
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    /** Unique among the servers, and new at each start. */
    readonly server: string,
    private readonly options: FollowerOptions & { takeOverMs: number },
  ) {}

  /** Begins to look for restarts that nobody follows, and keeps hold of those that it follows. */
  start(): void {
    const beat = async () => {
      try {
        await this.#renew();
        await this.#takeOver();
      } catch (error) {
        this.options.logger.warn(
          'The restarts that are under way could not be read',
          error as Error,
        );
      }
      if (!this.#stopped) {
        this.#timer = setTimeout(beat, this.options.takeOverMs / 4);
      }
    };
    void beat();
  }

  /** Follows a restart whose lease this server has. */
  follow(stored: StoredRestart, seen?: WorkloadObject): void {
    const follower = new Follower(this.options, stored);
    const { id } = follower;
    if (this.#stopped) return;
    this.#running.get(id)?.follower.stop();
    const done = follower
      .run(seen)
      .catch(error =>
        this.options.logger.error(
          `The restart ${id} could not be followed; it is taken up again`,
          error,
        ),
      )
      .finally(() => {
        if (this.#running.get(id)?.follower === follower) {
          this.#running.delete(id);
        }
      });
    this.#running.set(id, { follower, done });
  }

  /** Leaves everything to the next server. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const running = [...this.#running.values()];
    running.forEach(({ follower }) => follower.stop());
    await Promise.allSettled(running.map(({ done }) => done));
    await Promise.allSettled(
      running.map(({ follower }) =>
        this.options.leases.release(follower.id, follower.lease),
      ),
    );
  }

  async #renew(): Promise<void> {
    for (const { follower } of [...this.#running.values()]) {
      const held = await this.options.leases.renew(follower.id, follower.lease);
      if (!held) follower.stop();
    }
  }

  async #takeOver(): Promise<void> {
    if (this.#stopped) return;
    const taken = await this.options.leases.takeOver(this.server, TAKE);
    for (const stored of taken) this.follow(stored);
  }
}
