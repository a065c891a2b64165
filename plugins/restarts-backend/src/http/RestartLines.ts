import type {
  Restart,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import { isDeepStrictEqual } from 'node:util';
import type { LogHub } from '../service/LogHub';
import type { RestartFeed } from '../service/RestartFeed';
import type { StoredRestart } from '../store/rows';
import type { NdjsonStream } from './NdjsonStream';

/** The most containers whose logs one reader is sent. */
const MAX_LOGS = 20;

/** Sends how a restart goes on, and what its new pods say, until it has ended. */
export class RestartLines {
  readonly #logs = new Map<string, () => void>();
  #state: string | undefined;
  #progress: RolloutProgress | undefined;

  constructor(
    private readonly stream: NdjsonStream,
    private readonly options: { feed: RestartFeed; logs: LogHub },
  ) {}

  /** Resolves when it has ended, or nobody reads any more. */
  async follow(stored: StoredRestart): Promise<void> {
    const ended = await new Promise<Restart | undefined>(resolve => {
      const take = ({ restart }: StoredRestart) => {
        this.#tell(restart);
        if (restart.endedAt) done(restart);
      };
      const done = (restart?: Restart) => {
        unsubscribe();
        this.stream.closed.removeEventListener('abort', closed);
        resolve(restart);
      };
      const closed = () => done();
      const unsubscribe = this.options.feed.subscribe(stored.restart.id, take);
      this.stream.closed.addEventListener('abort', closed);
      take(stored);
    });
    for (const stop of this.#logs.values()) stop();
    if (!ended) return;
    this.stream.send({ type: 'end', restart: ended });
    await this.stream.end();
  }

  #tell(restart: Restart): void {
    if (restart.state !== this.#state) {
      this.#state = restart.state;
      this.stream.send({ type: 'restart', restart });
    }
    const { progress } = restart;
    if (progress && !isDeepStrictEqual(progress, this.#progress)) {
      this.#progress = progress;
      this.stream.send({ type: 'pods', progress });
      if (!restart.endedAt) this.#followLogs(restart, progress);
    }
  }

  #followLogs(restart: Restart, progress: RolloutProgress): void {
    const { cluster, namespace } = restart;
    for (const { name: pod, isNew, containers = [] } of progress.pods) {
      for (const container of isNew ? containers : []) {
        const key = `${pod}/${container}`;
        if (this.#logs.has(key) || this.#logs.size >= MAX_LOGS) continue;
        this.#logs.set(
          key,
          this.options.logs.follow(
            { cluster, namespace, pod, container },
            line => this.#log(pod, container, line),
          ),
        );
      }
    }
  }

  #log(pod: string, container: string, line: string): void {
    const skipped = this.stream.takeSkipped();
    if (skipped > 0) {
      const text = `… ${skipped} lines were left out`;
      this.stream.offer({ type: 'log', pod, container, line: text });
    }
    this.stream.offer({ type: 'log', pod, container, line });
  }
}
