import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Lease } from '../store/Leases';

/** Something that one server at a time sees to, until it has ended. */
export interface Charge {
  readonly id: string;
  readonly lease: Lease;
  /** Sees to it until it has ended, or until {@link stop}. */
  run(): Promise<void>;
  /** Ends without an end: somebody else goes on. */
  stop(): void;
}

export interface ChargesOptions<Stored> {
  /** For messages. */
  noun: 'restart' | 'batch';
  /** Unique among the servers, and new at each start. */
  server: string;
  leases: {
    takeOver(follower: string, limit: number): Promise<Stored[]>;
    renew(id: string, lease: Lease): Promise<boolean>;
    release(id: string, lease: Lease): Promise<void>;
  };
  takeOverMs: number;
  logger: LoggerService;
  /** Goes on with what another server has left. */
  resume(stored: Stored): Charge;
}

/** How much of what nobody sees to is taken at once. */
const TAKE = 50;

/** What this server sees to: it keeps hold of that, and takes what other servers have left. */
export class Charges<Stored> {
  readonly #running = new Map<
    string,
    { charge: Charge; done: Promise<void> }
  >();
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ChargesOptions<Stored>) {}

  /** Begins to look for what nobody sees to. */
  start(): void {
    const { logger, noun, takeOverMs } = this.options;
    const beat = async () => {
      try {
        await this.#renew();
        await this.#takeOver();
      } catch (error) {
        logger.warn(`No ${noun} could be looked for`, error as Error);
      }
      if (!this.#stopped) this.#timer = setTimeout(beat, takeOverMs / 4);
    };
    void beat();
  }

  /** Sees to something whose lease this server has. */
  add(charge: Charge): void {
    if (this.#stopped) return;
    const { logger, noun } = this.options;
    const { id } = charge;
    this.#running.get(id)?.charge.stop();
    const done = charge
      .run()
      .catch(error =>
        logger.error(
          `The ${noun} ${id} was interrupted; it is taken up again`,
          error,
        ),
      )
      .finally(() => {
        if (this.#running.get(id)?.charge === charge) this.#running.delete(id);
      });
    this.#running.set(id, { charge, done });
  }

  /** Leaves everything to the next server. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const running = [...this.#running.values()];
    running.forEach(({ charge }) => charge.stop());
    await Promise.allSettled(running.map(({ done }) => done));
    await Promise.allSettled(
      running.map(({ charge: { id, lease } }) =>
        this.options.leases.release(id, lease),
      ),
    );
  }

  async #renew(): Promise<void> {
    for (const { charge } of [...this.#running.values()]) {
      const held = await this.options.leases.renew(charge.id, charge.lease);
      if (!held) charge.stop();
    }
  }

  async #takeOver(): Promise<void> {
    if (this.#stopped) return;
    const { leases, resume, server } = this.options;
    const taken = await leases.takeOver(server, TAKE);
    for (const stored of taken) this.add(resume(stored));
  }
}
