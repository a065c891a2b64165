import { eventually as repeat } from '@wheelhouse/testing';

/** How soon what was ended must be dead everywhere, in milliseconds. */
export const DEAD_WITHIN_MS = 5_000;

/** Repeats until no expectation fails any more: as of the test kit, but no longer than what was ended may live. */
export function eventually<T>(
  attempt: () => Promise<T>,
  withinMs = DEAD_WITHIN_MS,
): Promise<T> {
  return repeat(attempt, withinMs);
}
