import type { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterError } from '@wheelhouse/plugin-clusters-node';
import type { RolloutProgress } from '@wheelhouse/plugin-restarts-common';
import {
  judge,
  type Judgement,
  type Observation,
  type Verdict,
} from '../rules/judge';
import { NOTHING_SEEN } from '../rules/progress';
import { type Memory, NO_MEMORY } from '../rules/settling';
import type { WorkloadObject } from '../rules/workloads';
import type { Times } from '../settings';
import type { Change, LeaseStore } from '../store/LeaseStore';
import type { Lease } from '../store/Leases';
import type { StoredRestart } from '../store/rows';
import { Alarm } from './Alarm';
import type { Charge } from './Charges';
import { explainTrouble } from './failureLog';
import type { LiveWorkloads } from './LiveWorkloads';
import { type Patched, Patcher } from './Patcher';
import { RestartRecord } from './RestartRecord';
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

/** A restart that was asked for just now. */
export interface Beginning {
  /** Read just now; its owner let it be restarted. */
  workload: WorkloadObject;
  /** Its patch is on the way: whoever is to know of the restart can be told. */
  onAsked(): void;
}

/** Before a watch that the client ended is begun again, and before an answer that is needed is asked for again. */
const AGAIN_MS = 1_000;
/** How long a cluster may take over the patch until it is told that there is a restart. */
const SLOW_PATCH_MS = 100;

/** Follows one restart from the patch to its end: watches, judges, and writes down what happens. */
export class Follower implements Charge {
  readonly #stopping = new AbortController();
  readonly #alarm = new Alarm(this.#stopping.signal);
  readonly #record: RestartRecord;
  readonly #patcher: Patcher;
  #memory: Memory = NO_MEMORY;
  #watch: WorkloadWatch | undefined;

  constructor(
    private readonly options: FollowerOptions,
    stored: StoredRestart,
    /** Undefined: another server has left it. */
    private readonly beginning?: Beginning,
  ) {
    const { leases, live, onChange } = options;
    const stopping = this.#stopping;
    this.#record = new RestartRecord({ leases, onChange, stopping }, stored);
    this.#patcher = new Patcher(live, stored);
  }

  get id(): string {
    return this.#record.stored.restart.id;
  }

  get lease(): Lease {
    return this.#record.lease;
  }

  /** Ends without an end: somebody else goes on. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Follows to the end, or until it is stopped. */
  async run(): Promise<void> {
    const { beginning } = this;
    try {
      // What is asked for now is done at once; what is taken over may be too old for it.
      let marked = beginning && (await this.#mark(beginning));
      const times = await this.options.readTimes();
      const { requestedAt } = this.#record.stored.restart;
      const deadline = Date.parse(requestedAt) + times.timeoutMs;
      while (!marked && !this.#isStopped) {
        if (Date.now() >= deadline) {
          await this.#timeOut('The cluster could not be told to restart it.');
          return;
        }
        marked = await this.#mark();
      }
      if (!marked) return;
      if ('verdict' in marked) await this.#end(marked.verdict);
      else await this.#follow(marked.workload, times, deadline);
    } catch (error) {
      if (!this.#isStopped) throw error;
    } finally {
      this.#watch?.stop();
    }
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Marks the workload, unless that is done. Undefined: the cluster did not answer; it is time to try again. */
  async #mark(beginning?: Beginning): Promise<Patched | undefined> {
    try {
      const patching = this.#patcher.patch(beginning?.workload);
      if (beginning) {
        await Promise.race([
          patching.catch(() => {}),
          this.#alarm.pause(SLOW_PATCH_MS),
        ]);
        beginning.onAsked();
      }
      const patched = await patching;
      const isNews = this.#record.stored.patchedAt === undefined;
      if ('workload' in patched && isNews) {
        await this.#record.step('patched', { patchedAt: Date.now() });
      }
      return patched;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      await this.#record.progress({
        ...NOTHING_SEEN,
        summary: `${error.message}; it is tried again`,
      });
      await this.#alarm.pause(error.details.retryAfterMs ?? AGAIN_MS);
      return undefined;
    }
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
        await this.#timeOut(
          this.#record.stored.restart.progress?.summary ?? '',
        );
        return;
      }
      let nextLookAt: number | undefined;
      if (watch?.isCurrent) {
        const { events, pods } = watch;
        const judgement = this.#judge(
          { workload: watch.workload, pods, events, now },
          times,
        );
        const ended = await this.#take(judgement, workload, times);
        if (ended) return;
        nextLookAt =
          judgement.verdict.state === 'rolling'
            ? judgement.verdict.nextLookAt
            : now + AGAIN_MS;
      } else {
        await this.#tellOutage(watch);
        if (!watch || watch.hasEnded) nextLookAt = now + AGAIN_MS;
      }
      await this.#alarm.wait(Math.min(nextLookAt ?? deadline, deadline));
    }
  }

  /** The watch, begun again where the client ended it; undefined: the cluster cannot be reached as it is defined. */
  #watched(selector: string): WorkloadWatch | undefined {
    if (this.#watch && !this.#watch.hasEnded) return this.#watch;
    this.#watch?.stop();
    this.#watch = undefined;
    const { restart } = this.#record.stored;
    try {
      this.#watch = new WorkloadWatch(
        this.options.live.client(restart.cluster),
        restart,
        selector,
        () => this.#alarm.wake(),
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
    const { stamp, uid, patchedAt = 0 } = this.#record.stored;
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
      if (this.#record.stored.restart.state !== 'rolling') {
        await this.#record.step('rolling', { progress });
      } else {
        await this.#record.progress(progress);
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
    const { restart } = this.#record.stored;
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
    const record = this.#record;
    if (verdict.state === 'failed') {
      const failure = await explainTrouble(
        this.options.live,
        record.stored.restart,
        verdict.trouble,
      );
      await record.step('failed', { progress, failure });
    } else if (verdict.state !== 'rolling') {
      const message = 'message' in verdict ? verdict.message : undefined;
      await record.step(verdict.state, { progress }, message);
    }
  }

  async #timeOut(message: string): Promise<void> {
    await this.#record.step('timed-out', {
      failure: { reason: 'TimedOut', message, log: [] },
    });
  }

  /** What is seen is old. It is told, and nothing that was seen counts as lasting. */
  async #tellOutage(
    watch: WorkloadWatch | undefined,
    problem = watch?.problem,
  ): Promise<void> {
    this.#memory = { ...this.#memory, completeSince: undefined };
    if (!watch?.hasBegun && !problem) return;
    const { settlesAt, ...before } =
      this.#record.stored.restart.progress ?? NOTHING_SEEN;
    const why = problem ?? 'The cluster cannot be reached';
    await this.#record.progress({
      ...before,
      summary: `${why}; it is followed again when that is over`,
    });
  }
}
