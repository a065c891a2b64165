const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago a time was, in at most four letters. */
export function agoOf(time: string | null, now: number): string {
  if (time === null) return '';
  const passed = now - Date.parse(time);
  if (Number.isNaN(passed)) return '';
  if (passed < MINUTE) return 'now';
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)}m`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)}h`;
  if (passed < 60 * DAY) return `${Math.floor(passed / DAY)}d`;
  if (passed < 720 * DAY) return `${Math.floor(passed / (30 * DAY))}mo`;
  return `${Math.floor(passed / (365 * DAY))}y`;
}
