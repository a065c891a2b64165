import fc from 'fast-check';
import { shareReached, STRIP_MS, stripParts } from './strip';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const at = (share: number) =>
  new Date(NOW - STRIP_MS + share * STRIP_MS).toISOString();

it('cuts what is older than the strip, and lets what goes on reach its end', () => {
  const parts = stripParts(
    [
      { from: at(-0.5), to: at(-0.1), state: 'good' },
      { from: at(-0.1), to: at(0.5), state: 'failed' },
      { from: at(0.75), state: 'good' },
    ],
    NOW,
  );
  expect(parts.map(({ start, length }) => [start, length])).toEqual([
    [0, 0.5],
    [0.75, 0.25],
  ]);
  expect(shareReached(parts)).toBeCloseTo(1 / 3);
});

it('knows nothing of a cluster that nobody has looked at', () => {
  expect(shareReached(stripParts([], NOW))).toBeUndefined();
});

it('never draws outside of the strip', () => {
  const time = fc.double({ min: -1, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(time, time)), pairs => {
      const spans = pairs.map(([from, to]) => ({
        from: at(from),
        to: at(to),
        state: 'good' as const,
      }));
      for (const { start, length } of stripParts(spans, NOW)) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThan(0);
        expect(start + length).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
  );
});
