import type { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterError } from '@wheelhouse/plugin-clusters-node';
import { setTimeout as delay } from 'node:timers/promises';
import { cutLine } from './failureLog';
import type { LiveWorkloads } from './LiveWorkloads';
import { logPath } from './paths';

/** A container of a pod. */
export interface ContainerAddress {
  cluster: string;
  namespace: string;
  pod: string;
  container: string;
}

type Listener = (line: string) => void;

/** How many lines a reader who comes later is given, and how many the first one is. */
const TAIL = 100;
/** A container may say nothing for this long. */
const IDLE_MS = 60 * 60_000;
const AGAIN_MS = 2_000;
/** How often a log that ended is asked for again in a row; a container that is to be started again takes its time. */
const TRIES = 5;

/** The log of one container, as long as somebody follows it. */
class FollowedLog {
  readonly #listeners = new Set<Listener>();
  readonly #stopping = new AbortController();
  #tail: string[] = [];

  constructor(
    private readonly live: Pick<LiveWorkloads, 'client'>,
    private readonly address: ContainerAddress,
    private readonly logger: LoggerService,
  ) {
    this.#run().catch(error => {
      if (this.#stopping.signal.aborted) return;
      this.logger.debug('A log could not be followed', error as Error);
    });
  }

  add(listener: Listener): void {
    this.#tail.forEach(line => listener(line));
    this.#listeners.add(listener);
  }

  /** How many are left. */
  remove(listener: Listener): number {
    this.#listeners.delete(listener);
    return this.#listeners.size;
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let since: string | undefined;
    for (let tries = 0; tries < TRIES && !signal.aborted; tries += 1) {
      try {
        const began = new Date().toISOString();
        for await (const line of await this.#open(since)) {
          tries = 0;
          this.#take(cutLine(line));
        }
        since = began;
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        if (error.reason === 'not-found' || error.reason === 'forbidden')
          return;
      }
      await delay(AGAIN_MS, undefined, { signal });
    }
  }

  #open(since: string | undefined): Promise<AsyncIterable<string>> {
    const { cluster, namespace, pod, container } = this.address;
    return this.live.client(cluster).lines({
      path: logPath(namespace, pod),
      query: {
        container,
        follow: true,
        ...(since ? { sinceTime: since } : { tailLines: TAIL }),
      },
      idleMs: IDLE_MS,
      signal: this.#stopping.signal,
    });
  }

  #take(line: string): void {
    this.#tail.push(line);
    if (this.#tail.length > TAIL) this.#tail = this.#tail.slice(-TAIL);
    for (const listener of [...this.#listeners]) listener(line);
  }
}

/** The logs of containers, each read once however many people follow it. */
export class LogHub {
  readonly #followed = new Map<string, FollowedLog>();

  constructor(
    private readonly live: Pick<LiveWorkloads, 'client'>,
    private readonly logger: LoggerService,
  ) {}

  /** Calls back with the last lines and each further one. Returns what ends that. */
  follow(address: ContainerAddress, listener: Listener): () => void {
    const { cluster, namespace, pod, container } = address;
    const key = `${cluster}/${namespace}/${pod}/${container}`;
    let log = this.#followed.get(key);
    if (!log) {
      log = new FollowedLog(this.live, address, this.logger);
      this.#followed.set(key, log);
    }
    const followed = log;
    followed.add(listener);
    return () => {
      if (followed.remove(listener) > 0) return;
      followed.stop();
      if (this.#followed.get(key) === followed) this.#followed.delete(key);
    };
  }
}
