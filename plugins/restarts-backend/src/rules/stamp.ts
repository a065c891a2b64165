import {
  RESTARTED_AT_ANNOTATION,
  type WorkloadKind,
} from '@wheelhouse/plugin-restarts-common';

/** How far ahead a stamp that is there may be and still count: beyond, somebody wrote nonsense. */
const MOST_AHEAD_MS = 60 * 60_000;

/**
 * The time that a restart is marked with, to the second as kubectl's is. Twice in one second would be an empty patch,
 * which restarts nothing: it is later than those that are there.
 *
 * @param now - when it may be marked from on, in milliseconds
 * @param others - what the workload is marked with, and what the last restart of the portal marks it with
 */
export function chooseStamp(
  now: number,
  ...others: readonly (string | undefined)[]
): string {
  const candidate = Math.floor(now / 1000) * 1000;
  const taken = others
    .map(stamp => Date.parse(stamp ?? ''))
    .filter(time => time >= candidate && time - candidate < MOST_AHEAD_MS);
  const chosen = taken.length
    ? Math.floor(Math.max(...taken) / 1000) * 1000 + 1000
    : candidate;
  return new Date(chosen).toISOString().replace('.000Z', 'Z');
}

/**
 * From when on a restart that is asked for now can be marked, in milliseconds. A Rollout has those of its pods replaced
 * that were made before the second of its mark: for those of this second to be among them, it has to be the next one.
 */
export function earliestStamp(kind: WorkloadKind, now: number): number {
  return kind === 'rollouts' ? now + 1000 : now;
}

/** Whether two stamps are of the same moment, however they are written. */
export function isSameStamp(a: string | undefined, b: string): boolean {
  return a !== undefined && Date.parse(a) === Date.parse(b);
}

/** What restarts a workload: the patch that kubectl makes, and for a Rollout the one of its own plugin. */
export function patchOf(
  kind: WorkloadKind,
  stamp: string,
): { contentType: string; body: object } {
  if (kind === 'rollouts') {
    return {
      contentType: 'application/merge-patch+json',
      body: { spec: { restartAt: stamp } },
    };
  }
  return {
    contentType: 'application/strategic-merge-patch+json',
    body: {
      spec: {
        template: {
          metadata: { annotations: { [RESTARTED_AT_ANNOTATION]: stamp } },
        },
      },
    },
  };
}
