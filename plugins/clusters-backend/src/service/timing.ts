/** When clusters are asked, in milliseconds. */
export interface Timing {
  /** New clusters are first asked within this, so that a thousand of them are not all asked at once. */
  firstWithin: number;
  /** Between an answer and the next question, give or take a tenth. */
  interval: number;
  /** For an answer. */
  timeout: number;
  /** After a first failure it is asked once more before it counts. */
  confirmAfter: number;
  /** The longest between two questions to one that does not answer. */
  longest: number;
  /** The longest that it is waited because a cluster says so. */
  longestAsked: number;
  /** How many questions lie between two about readiness. */
  readyEvery: number;
}

/**
 * A cluster that stops answering while it is asked whether it is ready takes 2.5 s for that; it is asked again after 5.5 s
 * at the latest, and once more 0.5 s after that took 2.5 s: it is known as failed 13.5 s after it stopped, within the
 * 15 s that are promised.
 */
export const TIMING: Timing = {
  firstWithin: 2_000,
  interval: 5_000,
  timeout: 2_500,
  confirmAfter: 500,
  longest: 15_000,
  longestAsked: 60_000,
  readyEvery: 6,
};

/** How long to wait before a cluster is asked again. */
export function nextDelay(
  timing: Timing,
  after: { failures: number; retryAfterMs?: number },
  random: () => number = Math.random,
): number {
  const { failures, retryAfterMs = 0 } = after;
  const asked = Math.min(retryAfterMs, timing.longestAsked);
  if (failures === 1) return Math.max(timing.confirmAfter, asked);
  const usual = Math.min(
    timing.interval * Math.max(1, failures - 1),
    timing.longest,
  );
  return Math.max(usual * (0.9 + 0.2 * random()), asked);
}
