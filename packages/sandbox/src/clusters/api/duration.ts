/** How long ago something was, as kubectl says it: `42s`, `5m30s`, `3h`, `12d`. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(seconds / 3600);
  const days = Math.floor(hours / 24);
  const with2 = (big: number, of: string, small: number, unit: string) =>
    small === 0 ? `${big}${of}` : `${big}${of}${small}${unit}`;
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return with2(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return with2(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return with2(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  return with2(Math.floor(days / 365), 'y', days % 365, 'd');
}
