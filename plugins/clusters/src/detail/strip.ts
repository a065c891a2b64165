import type { ReachabilitySpan } from '@wheelhouse/plugin-clusters-common';

/** How far back the strip goes. */
export const STRIP_MS = 24 * 60 * 60_000;

/** A part of the strip: where it begins and how long it is, as shares of the whole. */
export interface StripPart {
  start: number;
  length: number;
  span: ReachabilitySpan;
}

/** The spans of the last 24 hours as parts of a strip that ends now. What lies between them is not known. */
export function stripParts(
  spans: readonly ReachabilitySpan[],
  now: number,
): StripPart[] {
  const begin = now - STRIP_MS;
  return spans.flatMap(span => {
    const from = Math.max(Date.parse(span.from), begin);
    const to = Math.min(span.to ? Date.parse(span.to) : now, now);
    return to > from
      ? [
          {
            start: (from - begin) / STRIP_MS,
            length: (to - from) / STRIP_MS,
            span,
          },
        ]
      : [];
  });
}

/** Of the time that is known about, how much a cluster was reached, from 0 to 1; undefined: nothing is known. */
export function shareReached(parts: readonly StripPart[]): number | undefined {
  const known = parts.filter(({ span }) => span.state !== 'unknown');
  const total = sum(known);
  if (total === 0) return undefined;
  return 1 - sum(known.filter(({ span }) => span.state === 'failed')) / total;
}

function sum(parts: readonly StripPart[]): number {
  return parts.reduce((length, part) => length + part.length, 0);
}
