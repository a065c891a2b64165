/** Measures one side once: a time, a size; less is better. */
export type Measure = () => Promise<number>;

/** What an interleaved run found. */
export interface Interleaved {
  /** Ours to the other, one for each round. */
  ratios: number[];
  /** Each side to itself: what would be 1 on a machine that does nothing else. */
  controls: number[];
  ours: number[];
  other: number[];
}

/**
 * Measures two sides in turn, each twice a round, so that what else the machine does meets both alike. Every other round
 * goes the other way round: coming first is no advantage.
 */
export async function interleave(options: {
  rounds: number;
  ours: Measure;
  other: Measure;
}): Promise<Interleaved> {
  const found: Interleaved = { ratios: [], controls: [], ours: [], other: [] };
  for (let round = 0; round < options.rounds; round += 1) {
    const ours: number[] = [];
    const other: number[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const sides = [
        async () => ours.push(await options.ours()),
        async () => other.push(await options.other()),
      ];
      if (round % 2 === 1) sides.reverse();
      for (const measure of sides) await measure();
    }
    addRound(found, ours, other);
  }
  return found;
}

/** Adds a round in which each side was measured twice. */
export function addRound(
  found: Interleaved,
  ours: number[],
  other: number[],
): void {
  found.ratios.push((ours[0] + ours[1]) / (other[0] + other[1]));
  found.controls.push(ours[0] / ours[1], other[0] / other[1]);
  found.ours.push(...ours);
  found.other.push(...other);
}
