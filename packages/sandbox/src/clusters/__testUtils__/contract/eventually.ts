import { eventually as repeat } from '@wheelhouse/testing';

/** Waits until something holds: as of the test kit, with the time that a real cluster may take. */
export function eventually<T>(
  check: () => Promise<T> | T,
  withinMs = 60_000,
): Promise<T> {
  return repeat(check, withinMs);
}
