import type { Activity, ApiKey } from '@wheelhouse/plugin-tenancy-common';
import type { HomeItem } from '@wheelhouse/ui';

const DAY = 24 * 60 * 60 * 1000;

/** How long before the end of a key its owner is told, in milliseconds. */
const WARN_BEFORE_END = 14 * DAY;

/** Own keys, and those of own groups, that end soon; the next to end first. */
export function keysThatEndSoon(
  keys: readonly ApiKey[],
  now: Date = new Date(),
): HomeItem[] {
  return keys
    .filter(({ expires }) => {
      if (expires === null) return false;
      const left = new Date(expires).getTime() - now.getTime();
      return left > 0 && left <= WARN_BEFORE_END;
    })
    .sort((a, b) => (a.expires! < b.expires! ? -1 : 1))
    .map(key => ({
      id: key.id,
      title: `The API key ${key.name} ends soon`,
      detail: 'Replace it before then',
      time: key.expires!,
      status: 'attention',
      href: `/account?tab=keys&key=${encodeURIComponent(key.id)}`,
    }));
}

/** What the administrators tell everyone; nothing where they tell nothing. */
export function noticeItems(notice: unknown): HomeItem[] {
  if (typeof notice !== 'string' || notice.trim() === '') return [];
  return [{ id: 'notice', title: notice, status: 'attention' }];
}

/** What is said of an action. */
const WORDS: Record<string, (subject: string) => string> = {
  'session.started': subject => `Signed in at ${subject}`,
  'session.ended': subject => `Signed out ${subject}`,
  'key.created': subject => `Created the API key ${subject}`,
  'key.changed': subject => `Changed the API key ${subject}`,
  'key.rotated': subject => `Rotated the API key ${subject}`,
  'key.revoked': subject => `Revoked the API key ${subject}`,
  'setting.created': subject => `Added the setting ${subject}`,
  'setting.changed': subject => `Changed the setting ${subject}`,
  'setting.deleted': subject => `Deleted the setting ${subject}`,
};

/** What somebody did, in words. */
export function describeActivity(activity: Activity): HomeItem {
  const { id, action, subject, time, persona } = activity;
  return {
    id,
    title: WORDS[action]?.(subject) ?? inPlainWords(action, subject),
    detail: persona ? `from ${persona}` : undefined,
    time,
    href: hrefOf(action, subject),
  };
}

/** `thing.done` of other plugins: `Done thing subject`. */
function inPlainWords(action: string, subject: string): string {
  const [thing, done] = action.split('.');
  const words = done ? `${done} ${thing}` : thing;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${subject}`;
}

function hrefOf(action: string, subject: string): string | undefined {
  if (action.startsWith('key.')) return '/account?tab=keys';
  if (action.startsWith('session.')) return '/account?tab=sessions';
  if (action === 'setting.deleted') return '/settings';
  if (action.startsWith('setting.')) {
    return `/settings?setting=${encodeURIComponent(subject)}`;
  }
  return undefined;
}
