import type { ClusterCredential } from './types';

/**
 * How near the end of a credential is: `lasting` (no end is known), `fine`, within 30, 14 or 7 days, or `ended`.
 */
export type CredentialStage =
  | 'lasting'
  | 'fine'
  | 'within-30-days'
  | 'within-14-days'
  | 'within-7-days'
  | 'ended';

const DAY = 24 * 60 * 60_000;

/** What lives shorter than this is renewed by machines, again and again: it is warned of in its last third. */
const SHORT_LIFE = 7 * DAY;
const THIRD_OF = 90 * DAY;

/** Those are fetched anew by themselves, long before their end. */
const RENEWED: ReadonlySet<ClusterCredential['kind']> = new Set([
  'in-cluster',
  'exec',
]);

/** How near the end of a credential is, so that it can be renewed in time. */
export function credentialStage(
  credential: ClusterCredential,
  now: number,
): CredentialStage {
  const { kind, issued, expires } = credential;
  const end = expires === undefined ? NaN : Date.parse(expires);
  if (Number.isNaN(end)) return 'lasting';
  const left = end - now;
  if (left <= 0) return 'ended';
  if (RENEWED.has(kind)) return 'fine';
  const life = issued === undefined ? NaN : end - Date.parse(issued);
  const scale = life > 0 && life < SHORT_LIFE ? life / THIRD_OF : 1;
  if (left <= 7 * DAY * scale) return 'within-7-days';
  if (left <= 14 * DAY * scale) return 'within-14-days';
  if (left <= 30 * DAY * scale) return 'within-30-days';
  return 'fine';
}
