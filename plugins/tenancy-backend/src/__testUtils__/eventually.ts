/** How soon what was ended must be dead everywhere, in milliseconds. */
export const DEAD_WITHIN_MS = 5_000;

/**
 * Repeats until no expectation fails any more.
 *
 * @throws what failed last, when time ran out.
 */
export async function eventually<T>(
  attempt: () => Promise<T>,
  withinMs = DEAD_WITHIN_MS,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
