/**
 * Repeats until no expectation fails any more.
 *
 * @throws what failed last, when time ran out.
 */
export async function eventually<T>(
  attempt: () => Promise<T> | T,
  withinMs = 20_000,
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
