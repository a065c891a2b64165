import type { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterError } from '@wheelhouse/plugin-clusters-node';
import type {
  RestartFailure,
  RestartState,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  judge,
  type Judgement,
  type Memory,
  NO_MEMORY,
  type Observation,
  type Verdict,
} from '../rules/judge';
import type { WorkloadObject } from '../rules/objects';
import type { Trouble } from '../rules/trouble';
import type { Times } from '../settings';
import type { Change, LeaseStore } from '../store/LeaseStore';
import type { Lease, StoredRestart } from '../store/rows';
import { readLastLines } from './failureLog';
import type { LiveWorkloads } from './LiveWorkloads';
import { Patcher } from './Patcher';
import { WorkloadWatch } from './WorkloadWatch';

/** What following needs. */
export interface FollowerOptions {
  live: LiveWorkloads;
  leases: LeaseStore;
  logger: LoggerService;
  readTimes(): Promise<Times>;
  /** Something was written of the restart. */
  onChange(stored: StoredRestart, change: Change): void;
}

/** Changes that come together are looked at together, in milliseconds. */
const GATHER_MS = 100;
/** Before a watch that the client ended is begun again, and before an answer that is needed is asked for again. */
const AGAIN_MS = 1_000;

/**
 * Follows one restart from the patch to its end: watches, judges, and writes down what happens. What it writes counts only
 * while it holds the lease.
 */
export class Follower {
  readonly #stopping = new AbortController();
  readonly #lease: Lease;
  /** Ends a wait that goes on. */
  #endWait: () => void = () => {};
  /** Whether something has changed since it was last looked. */
  #woken = false;
  #memory: Memory = NO_MEMORY;
  #watch: WorkloadWatch | undefined;

  constructor(
    private readonly options: FollowerOptions,
    private stored: StoredRestart,
  ) {
    if (!stored.lease) throw new Error('Only what is leased can be followed');
    this.#lease = stored.lease;
  }

  get id(): string {
    return this.stored.restart.id;
  }

  get lease(): Lease {
    return this.#lease;
  }

  /** Ends without an end: somebody else goes on. */
  stop(): void {
    this.#stopping.abort();
    this.#wake();
  }

  /**
   * Follows to the end, or until it is stopped.
   *
   * @param seen - the workload, where it was read just now
   */
  async run(seen?: WorkloadObject): Promise<void> {
    try {
      const times = await this.options.readTimes();
      const asked = Date.parse(this.stored.restart.requestedAt);
      const deadline = asked + times.timeoutMs;
      const workload = await this.#patch(seen, deadline);
      if (workload) await this.#follow(workload, times, deadline);
    } catch (error) {
      if (!this.#isStopped) throw error;
    } finally {
      this.#watch?.stop();
    }
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Marks the workload, unless that is done. Undefined: it ended with that. */
  async #patch(
    seen: WorkloadObject | undefined,
    deadline: number,
  ): Promise<WorkloadObject | undefined> {
    const patcher = new Patcher(this.options.live, this.stored);
    let workload = seen;
    while (!this.#isStopped) {
      if (Date.now() >= deadline) {
        await this.#timeOut('The cluster could not be told to restart it.');
        return undefined;
      }
      try {
        const done = await patcher.patch(workload);
        if ('verdict' in done) {
          await this.#end(done.verdict);
          return undefined;
        }
        if (this.stored.patchedAt === undefined) {
          await this.#step('patched', { patchedAt: Date.now() });
        }
        return done.workload;
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        workload = undefined;
        await this.#progress({
          desired: 0,
          updated: 0,
          available: 0,
          summary: `${error.message}; it is tried again`,
          pods: [],
        });
        await this.#pause(error.details.retryAfterMs ?? AGAIN_MS);
      }
    }
    return undefined;
  }

  async #follow(
    workload: WorkloadObject,
    times: Times,
    deadline: number,
  ): Promise<void> {
    while (!this.#isStopped) {
      const watch = this.#watched(workload.selector);
      const now = Date.now();
      if (now >= deadline) {
        await this.#timeOut(this.stored.restart.progress?.summary ?? '');
        return;
      }
      let nextLookAt: number | undefined;
      if (watch?.isCurrent) {
        const judgement = this.#judge(
          {
            workload: watch.workload,
            pods: watch.pods,
            events: watch.events,
            now,
          },
          times,
        );
        const ended = await this.#take(judgement, workload, times);
        if (ended) return;
        if (judgement.verdict.state === 'rolling') {
          nextLookAt = judgement.verdict.nextLookAt;
        } else {
          nextLookAt = now + AGAIN_MS;
        }
      } else {
        await this.#tellOutage(watch);
        if (!watch || watch.hasEnded) nextLookAt = now + AGAIN_MS;
      }
      await this.#wait(Math.min(nextLookAt ?? deadline, deadline));
    }
  }

  /** The watch, begun again where the client ended it; undefined: the cluster cannot be reached as it is defined. */
  #watched(selector: string): WorkloadWatch | undefined {
    if (this.#watch && !this.#watch.hasEnded) return this.#watch;
    this.#watch?.stop();
    this.#watch = undefined;
    const { restart } = this.stored;
    try {
      this.#watch = new WorkloadWatch(
        this.options.live.client(restart.cluster),
        restart,
        selector,
        () => this.#wake(),
      );
    } catch (error) {
      this.options.logger.warn(
        `The restart ${restart.id} cannot be followed at present`,
        error as Error,
      );
    }
    return this.#watch;
  }

  #judge(seen: Observation, times: Times): Judgement {
    const { stamp, uid, patchedAt = 0 } = this.stored;
    return judge({ stamp, uid, patchedAt }, seen, times, this.#memory);
  }

  /** Writes down a judgement; true: it was the last. */
  async #take(
    judgement: Judgement,
    workload: WorkloadObject,
    times: Times,
  ): Promise<boolean> {
    const { verdict, progress, memory } = judgement;
    if (verdict.state === 'rolling') {
      this.#memory = memory;
      if (this.stored.restart.state !== 'rolling') {
        await this.#step('rolling', { progress });
      } else {
        await this.#progress(progress);
      }
      return false;
    }
    const confirmed = await this.#confirm(workload, times);
    if (!confirmed) return false;
    await this.#end(confirmed.verdict, confirmed.progress);
    return true;
  }

  /**
   * A watch may have stalled without anybody noticing: before a restart ends, the cluster is asked how things are now.
   * Undefined: it does not answer, or says otherwise.
   */
  async #confirm(
    workload: WorkloadObject,
    times: Times,
  ): Promise<Judgement | undefined> {
    const { live } = this.options;
    const { restart } = this.stored;
    try {
      const [now, pods] = await Promise.all([
        live.read(restart),
        live.readPods(restart, workload.selector),
      ]);
      const judgement = this.#judge(
        {
          workload: now,
          pods,
          events: this.#watch?.events ?? [],
          now: Date.now(),
        },
        times,
      );
      if (judgement.verdict.state !== 'rolling') return judgement;
      this.#memory = judgement.memory;
      return undefined;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      await this.#tellOutage(this.#watch, error.message);
      return undefined;
    }
  }

  async #end(verdict: Verdict, progress?: RolloutProgress): Promise<void> {
    switch (verdict.state) {
      case 'ready':
        await this.#step('ready', { progress });
        break;
      case 'superseded':
        await this.#step('superseded', { progress }, verdict.message);
        break;
      case 'failed':
        await this.#step('failed', {
          progress,
          failure: await this.#explain(verdict.trouble),
        });
        break;
      default:
    }
  }

  async #explain(trouble: Trouble): Promise<RestartFailure> {
    const { pod, container, reason, message, log } = trouble;
    const { cluster, namespace } = this.stored.restart;
    const lines =
      pod && container && log
        ? await readLastLines(
            this.options.live.client(cluster),
            { namespace, pod, container },
            log,
          )
        : [];
    return {
      ...(pod && { pod }),
      ...(container && { container }),
      reason,
      message,
      log: lines,
    };
  }

  async #timeOut(message: string): Promise<void> {
    await this.#step('timed-out', {
      failure: { reason: 'TimedOut', message, log: [] },
    });
  }

  /** What is seen is old. It is told, and nothing that was seen counts as lasting. */
  async #tellOutage(
    watch: WorkloadWatch | undefined,
    problem = watch?.problem,
  ): Promise<void> {
    this.#memory = { ...this.#memory, completeSince: undefined };
    const before = this.stored.restart.progress;
    const { settlesAt, ...rest } = before ?? {
      desired: 0,
      updated: 0,
      available: 0,
      pods: [],
      settlesAt: undefined,
    };
    if (!watch?.hasBegun && !problem) return;
    await this.#progress({
      ...rest,
      summary: `${
        problem ?? 'The cluster cannot be reached'
      }; it is followed again when that is over`,
    });
  }

  async #progress(progress: RolloutProgress): Promise<void> {
    if (isDeepStrictEqual(progress, this.stored.restart.progress)) return;
    await this.#write({ progress });
  }

  async #step(
    state: RestartState,
    change: Omit<Change, 'step'>,
    message?: string,
  ): Promise<void> {
    await this.#write({
      ...change,
      step: {
        time: new Date().toISOString(),
        state,
        ...(message && { message }),
      },
    });
  }

  async #write(change: Change): Promise<void> {
    if (this.#isStopped) return;
    const written = await this.options.leases.write(
      this.id,
      this.#lease,
      change,
    );
    if (written) {
      this.stored = written;
      this.options.onChange(written, change);
    } else {
      // Another server follows it now, or somebody has superseded it.
      this.stop();
    }
  }

  #wake(): void {
    this.#woken = true;
    this.#endWait();
  }

  /** Waits until something changes, or until a time; and a moment longer for what comes with it. */
  async #wait(until: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, Math.max(until - Date.now(), 0));
        this.#endWait = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#woken) await this.#pause(GATHER_MS);
    this.#woken = false;
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(
      () => {},
    );
  }
}
