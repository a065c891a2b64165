/**
 * Repeats until no expectation fails any more.
 *
 * @throws what failed last, when time ran out.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  withinMs = 15_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
