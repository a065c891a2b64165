import type { RolloutProgress } from '@wheelhouse/plugin-restarts-common';
import type { EventObject, PodObject, WorkloadObject } from './objects';
import { describeProgress } from './progress';
import { isNewPod, podsOf, Rollout, rolloutOf } from './rollout';
import { isSameStamp } from './stamp';
import {
  crashesOf,
  crashOf,
  Trouble,
  troubleOfEvents,
  troubleOfPod,
} from './trouble';

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

/** For how long what, in milliseconds. */
export interface Patience {
  /** It must hold before it is ready, beyond `minReadySeconds`. */
  settleMs: number;
  /** Trouble that often passes may last. */
  troubleMs: number;
  /** There may be no room for a pod, which an autoscaler may be making. */
  roomMs: number;
}

/**
 * What was seen before and a single look does not show. All times are by our clock: those of the cluster may be off.
 * Whoever takes over begins without it, and then waits a little longer; never less long.
 */
export interface Memory {
  /** Since when the rollout is complete. */
  completeSince?: number;
  /** Since when pods are ready, and how often they had crashed then; by uid. */
  ready: ReadonlyMap<string, { since: number; crashes: number }>;
  /** Since when there is trouble, by pod and reason. */
  troubles: ReadonlyMap<string, number>;
}

export const NO_MEMORY: Memory = { ready: new Map(), troubles: new Map() };

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

const NO_PROGRESS: RolloutProgress = {
  desired: 0,
  updated: 0,
  available: 0,
  summary: 'It is gone',
  pods: [],
};

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
      progress: NO_PROGRESS,
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

  const troubles = troublesOf(workload, rollout, fresh, seen, restart);
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

/** When what is complete has held long enough: counted from the last of its pods to get ready. */
function settlingEnd(
  workload: WorkloadObject,
  fresh: readonly PodObject[],
  memory: Memory,
  patience: Patience,
): number | undefined {
  const { completeSince } = memory;
  if (completeSince === undefined) return undefined;
  const last = Math.max(
    ...fresh
      .filter(pod => pod.ready && !pod.ending)
      .map(pod => memory.ready.get(pod.uid)?.since ?? 0),
  );
  // The counts of available pods have waited for `minReadySeconds` already, by the cluster's clock.
  const held = last + workload.minReadySeconds * 1000;
  return Math.max(completeSince, held) + patience.settleMs;
}

function rememberReady(
  fresh: readonly PodObject[],
  memory: Memory,
  now: number,
): Memory['ready'] {
  return new Map(
    fresh
      .filter(pod => pod.ready && !pod.ending)
      .map(pod => {
        const before = memory.ready.get(pod.uid);
        const crashes = crashesOf(pod);
        return [
          pod.uid,
          before?.crashes === crashes ? before : { since: now, crashes },
        ];
      }),
  );
}

/** A pod that was ready for less than the settle time, and then crashed. */
function crashedWhileSettling(
  pod: PodObject,
  memory: Memory,
  now: number,
  patience: Patience,
): boolean {
  const before = memory.ready.get(pod.uid);
  if (!before || pod.ending) return false;
  const complete = memory.completeSince ?? now;
  const settling = now - Math.max(before.since, complete) <= patience.settleMs;
  return (
    settling && (crashesOf(pod) > before.crashes || pod.phase === 'Failed')
  );
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

interface KnownTrouble {
  key: string;
  trouble: Trouble;
}

/** All that keeps the rollout from going on, what counts most first. */
function troublesOf(
  workload: WorkloadObject,
  rollout: Rollout,
  fresh: readonly PodObject[],
  seen: Observation,
  restart: JudgedRestart,
): KnownTrouble[] {
  const ofPods = fresh.flatMap(pod => {
    const trouble = troubleOfPod(pod);
    return trouble ? [{ key: pod.uid, trouble }] : [];
  });
  // Controllers replace pods that failed: each new one would begin a patience of its own.
  const failed = fresh.filter(pod => pod.phase === 'Failed' && !pod.ending);
  const again =
    failed.length > 1 && ofPods.find(({ key }) => key === failed[0].uid);
  if (again) {
    ofPods.unshift({
      ...again,
      trouble: { ...again.trouble, patience: 'none' },
    });
  }
  const others: (Trouble | undefined)[] = [
    rollout.observed ? conditionTrouble(workload) : undefined,
    troubleOfEvents(seen.events, {
      uid: workload.uid,
      since: restart.patchedAt,
    }),
  ];
  return [
    ...ofPods,
    ...others.flatMap(trouble =>
      trouble ? [{ key: trouble.reason, trouble }] : [],
    ),
  ];
}

function conditionTrouble(workload: WorkloadObject): Trouble | undefined {
  const { conditions } = workload.status;
  const late = conditions.find(
    c => c.type === 'Progressing' && c.reason === 'ProgressDeadlineExceeded',
  );
  const none = conditions.find(
    c => c.type === 'ReplicaFailure' && c.status === 'True',
  );
  if (none) {
    return {
      reason: none.reason ?? 'ReplicaFailure',
      message: none.message ?? 'No pod can be made.',
      patience: late ? 'none' : 'usual',
    };
  }
  return (
    late && {
      reason: 'ProgressDeadlineExceeded',
      message: late.message ?? 'It made no progress for too long.',
      patience: 'none',
    }
  );
}

function patienceWith(trouble: Trouble, patience: Patience): number {
  switch (trouble.patience) {
    case 'none':
      return 0;
    case 'room':
      return patience.roomMs;
    default:
      return patience.troubleMs;
  }
}
