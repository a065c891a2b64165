import fc from 'fast-check';
import { nextDelay, TIMING } from './timing';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('a cluster that stops answering is known as failed within 15 s', () => {
  const untilAsked =
    TIMING.timeout + nextDelay(TIMING, { failures: 0 }, () => 1);
  const untilConfirmed =
    TIMING.timeout + nextDelay(TIMING, { failures: 1 }) + TIMING.timeout;
  expect(untilAsked + untilConfirmed).toBeLessThan(15_000);
});

it('promise 27: whatever happens, there is a pause, and it ends', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.option(fc.nat(10_000_000), { nil: undefined }),
      random,
      (failures, retryAfterMs, number) => {
        const delay = nextDelay(
          TIMING,
          { failures, retryAfterMs },
          () => number,
        );
        expect(delay).toBeGreaterThanOrEqual(TIMING.confirmAfter);
        expect(delay).toBeLessThanOrEqual(TIMING.longestAsked);
      },
    ),
  );
});

it('waits as long as a cluster asks, within reason', () => {
  const after = (retryAfterMs: number) =>
    nextDelay(TIMING, { failures: 3, retryAfterMs });
  expect(after(30_000)).toBe(30_000);
  expect(after(3_600_000)).toBe(TIMING.longestAsked);
});
