import { setTimeout } from 'node:timers/promises';

const PAUSE_MS = 10;

/**
 * Repeats until no expectation fails any more.
 *
 * @throws what failed last, when time ran out.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await setTimeout(PAUSE_MS);
  }
}
