import type { Interleaved } from './interleave';

/**
 * How far from 1 the same thing measured twice may come out, as a factor up or down: in the median, and for the middle
 * half. Beyond that the machine was too noisy for a ratio to mean something.
 */
export interface NoiseGate {
  median: number;
  middleHalf: number;
}

/** A figure that was measured. */
export interface Measured {
  name: string;
  /** The ratio is to be at most this. */
  target: number;
  noise: NoiseGate;
  found: Interleaved;
  /** How a single value is shown. */
  show(value: number): string;
  /** What both sides consisted of, and what else was seen. */
  notes: string[];
}

/** A figure that was not measured, and what would have to be there. */
export interface Skipped {
  name: string;
  skipped: string;
}

export type Outcome = Measured | Skipped;

/** What the file of a figure exports. */
export interface FigureModule {
  /** Measures in bounded time, and leaves nothing running. */
  measure(): AsyncIterable<Outcome>;
}
