import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  CLUSTERS_CHANNEL,
  type ClustersEvent,
} from '@wheelhouse/plugin-clusters-common';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import { scopesAllow } from '@wheelhouse/plugin-tenancy-common';
import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { ClusterDirectory } from './ClusterDirectory';
import type { Fleet } from './Fleet';

/** What happens to a cluster within this time is told once, in milliseconds. */
const GATHER_MS = 300;
const RETRY_MS = 5_000;

/**
 * Tells the live channel which clusters have something new to read; what it is, each reads with their own rights. Every
 * server tells what it saw itself, so that whoever reads from it afterwards finds it there.
 */
export class Announcer {
  readonly #waiting = new Set<string>();
  #timer?: NodeJS.Timeout;
  #stopped = false;

  constructor(
    private readonly options: {
      live: LiveService;
      fleet: Fleet;
      directory: ClusterDirectory;
      logger: LoggerService;
      /** After a failure it is told again after this, in milliseconds. */
      retryMs?: number;
    },
  ) {
    options.live.declare({
      pattern: CLUSTERS_CHANNEL,
      authorize: who => scopesAllow(who.scopes, 'clusters', 'read'),
      sees: (who, event) => this.#sees(who, event as ClustersEvent),
    });
  }

  announce(type: ClustersEvent['type'], name: string) {
    this.#waiting.add(`${type} ${name}`);
    this.#schedule(GATHER_MS);
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(delay: number) {
    if (this.#stopped) return;
    this.#timer ??= setTimeout(() => void this.#publish(), delay).unref();
  }

  async #publish() {
    let telling = '';
    try {
      for (telling of this.#waiting) {
        // Before: what happens while it is told has to be told again.
        this.#waiting.delete(telling);
        const [type, name] = telling.split(' ');
        await this.options.live.publish(CLUSTERS_CHANNEL, {
          type,
          data: { name },
        });
      }
      this.#timer = undefined;
    } catch (error) {
      this.options.logger.warn(
        'Changes of clusters could not be told; it is tried again',
        error as Error,
      );
      this.#waiting.add(telling);
      this.#timer = undefined;
      this.#schedule(this.options.retryMs ?? RETRY_MS);
    }
  }

  #sees(who: AuthState, event: ClustersEvent): boolean {
    const { fleet, directory } = this.options;
    const { name } = event.data;
    const now = fleet.find(name);
    const seesNow = now !== undefined && directory.sees(who, now.known);
    if (event.type === 'changed') return seesNow;
    const before = fleet.before(name);
    return !seesNow && before !== undefined && directory.sees(who, before);
  }
}
