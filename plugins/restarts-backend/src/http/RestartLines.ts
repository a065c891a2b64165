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
  /** Lines of logs that the reader was too slow for. */
  #skipped = 0;
  #progress: RolloutProgress | undefined;

  constructor(
    private readonly stream: NdjsonStream,
    private readonly options: { feed: RestartFeed; logs: LogHub },
  ) {}

  /** Resolves when it has ended, or nobody reads any more. */
  async follow(stored: StoredRestart): Promise<void> {
    const { restart } = await this.options.feed.follow(
      stored,
      this.stream.closed,
      changed => this.#tell(changed.restart),
    );
    for (const stop of this.#logs.values()) stop();
    if (!restart.endedAt) return;
    this.stream.send({ type: 'end', restart });
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
      this.stream.offer({ type: 'pods', progress });
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
    if (this.#skipped > 0) {
      const told = this.stream.offer({
        ...{ type: 'log', pod, container },
        line: `… ${this.#skipped} lines were left out`,
      });
      if (told) this.#skipped = 0;
    }
    if (!this.stream.offer({ type: 'log', pod, container, line })) {
      this.#skipped += 1;
    }
  }
}
