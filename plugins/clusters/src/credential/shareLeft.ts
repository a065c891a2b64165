import type { ClusterCredential } from '@wheelhouse/plugin-clusters-common';

/** The life of one that does not say when it was issued, as the bar takes it. */
const USUAL_LIFE = 365 * 24 * 60 * 60_000;

/** How much of a credential's life is left, from 0 to 1; all of it where there is no end, or it has ended. */
export function shareLeft(credential: ClusterCredential, now: number): number {
  const end = Date.parse(credential.expires ?? '');
  if (Number.isNaN(end) || end <= now) return 1;
  const begin = Date.parse(credential.issued ?? '');
  const life = end - begin > 0 ? end - begin : USUAL_LIFE;
  return Math.min(1, (end - now) / life);
}
