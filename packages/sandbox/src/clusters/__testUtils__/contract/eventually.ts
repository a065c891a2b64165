import { setTimeout } from 'node:timers/promises';

/** Waits until something holds. @throws what it threw last, where it does not within `timeoutMs` */
export async function eventually<T>(
  check: () => Promise<T> | T,
  timeoutMs = 60_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await setTimeout(50);
  }
}
