import type { RolloutProgress } from '@wheelhouse/plugin-restarts-common';
import type { EventObject } from './events';
import { type Patience, patienceWith, troublesOf } from './patience';
import type { PodObject } from './pods';
import { describeProgress, NOTHING_SEEN } from './progress';
import { isNewPod, podsOf, type Rollout, rolloutOf } from './rollout';
import {
  crashedWhileSettling,
  type Memory,
  NO_MEMORY,
  rememberReady,
  settlingEnd,
} from './settling';
import { isSameStamp } from './stamp';
import { crashOf, type Trouble } from './trouble';
import type { WorkloadObject } from './workloads';

/** What is seen of a workload at one moment. */
export interface Observation {
  /** Undefined: it is gone. */
  workload: WorkloadObject | undefined;
  /** Those that its selector finds. */
  pods: readonly PodObject[];
  events: readonly EventObject[];
  /** By our clock, in milliseconds since 1970. */
  now: number;
}

/** The restart that is judged. */
export interface JudgedRestart {
  /** What it marked the workload with. */
  stamp: string;
  /** Of the workload, as it was restarted. */
  uid: string;
  /** When it was patched, in milliseconds since 1970. */
  patchedAt: number;
}

export type Verdict =
  | { state: 'rolling'; nextLookAt?: number }
  | { state: 'ready' }
  | { state: 'superseded'; message: string }
  | { state: 'failed'; trouble: Trouble };

export interface Judgement {
  verdict: Verdict;
  progress: RolloutProgress;
  memory: Memory;
}

/** Says of a restart, from what is seen of its workload, how far it is and whether it has ended. */
export function judge(
  restart: JudgedRestart,
  seen: Observation,
  patience: Patience,
  memory: Memory = NO_MEMORY,
): Judgement {
  const { workload, now } = seen;
  if (!workload || workload.uid !== restart.uid) {
    const trouble: Trouble = {
      reason: 'Deleted',
      message: 'The workload was deleted while it was restarted.',
      patience: 'none',
    };
    return {
      verdict: { state: 'failed', trouble },
      progress: { ...NOTHING_SEEN, summary: 'It is gone' },
      memory,
    };
  }

  const own = podsOf(workload, seen.pods);
  const fresh = own.filter(pod => isNewPod(workload, pod, restart.stamp));
  const rollout = rolloutOf(workload);
  const complete = isComplete(workload, rollout, own, fresh);
  const remembered: Memory = {
    completeSince: complete ? memory.completeSince ?? now : undefined,
    ready: rememberReady(fresh, memory, now),
    troubles: memory.troubles,
  };
  const settlesAt =
    rollout.desired === 0
      ? remembered.completeSince
      : settlingEnd(workload, fresh, remembered, patience);
  const progress = describeProgress(
    workload,
    rollout,
    own,
    fresh,
    settlesAt,
    now,
  );
  const judged = (verdict: Verdict, next = remembered): Judgement => ({
    verdict,
    progress,
    memory: next,
  });

  const overtaken = overtakenBy(workload, restart);
  if (overtaken) return judged(overtaken);

  const crashed = fresh.find(pod =>
    crashedWhileSettling(pod, memory, now, patience),
  );
  if (crashed) return judged({ state: 'failed', trouble: crashOf(crashed) });

  if (settlesAt !== undefined) {
    return judged(
      settlesAt <= now
        ? { state: 'ready' }
        : { state: 'rolling', nextLookAt: settlesAt },
    );
  }

  const troubles = troublesOf(
    workload,
    rollout,
    fresh,
    seen.events,
    restart.patchedAt,
  );
  const since = new Map(
    troubles.map(({ key }) => [key, memory.troubles.get(key) ?? now]),
  );
  const ends = troubles.map(({ key, trouble }) => ({
    trouble,
    at: since.get(key)! + patienceWith(trouble, patience),
  }));
  const over = ends.find(({ at }) => at <= now);
  const next: Memory = { ...remembered, troubles: since };
  return over
    ? judged({ state: 'failed', trouble: over.trouble }, next)
    : judged(
        {
          state: 'rolling',
          nextLookAt: ends.length
            ? Math.min(...ends.map(({ at }) => at))
            : undefined,
        },
        next,
      );
}

/** The workload's counts and its pods are watched apart: both must say so. */
function isComplete(
  workload: WorkloadObject,
  rollout: Rollout,
  own: readonly PodObject[],
  fresh: readonly PodObject[],
): boolean {
  if (!rollout.complete) return false;
  const ready = fresh.filter(pod => pod.ready && !pod.ending).length;
  if (ready < rollout.desired) return false;
  if (workload.kind !== 'rollouts') return true;
  return own.every(pod => pod.ending || fresh.includes(pod));
}

/** Whether somebody has restarted the workload again, or taken the mark away. */
function overtakenBy(
  workload: WorkloadObject,
  restart: JudgedRestart,
): Verdict | undefined {
  if (isSameStamp(workload.restartedAt, restart.stamp)) return undefined;
  if (workload.restartedAt) {
    return {
      state: 'superseded',
      message: 'Somebody restarted it again, past the portal.',
    };
  }
  return {
    state: 'failed',
    trouble: {
      reason: 'Reverted',
      message:
        'The mark of the restart was taken away again, so the old pods come back. ' +
        'Where Argo CD does so, ignore the annotation: see ignoreDifferences in the documentation of restarts.',
      patience: 'none',
    },
  };
}
