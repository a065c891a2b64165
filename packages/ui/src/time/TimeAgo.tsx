import { useSyncExternalStore } from 'react';
import { useTabStop } from '../table/TabStopContext';
import { Tip } from '../tip/Tip';
import { formatLocal, formatRelative, formatUtc } from './formatTime';
import { ticker } from './ticker';

export interface TimeAgoProps {
  /** ISO 8601. Null or absent: `fallback`. */
  time: string | null | undefined;
  /** What stands where there is no time, e.g. `never`. */
  fallback?: string;
}

/** How long ago, or how long still; the exact time in UTC and locally on hover and focus. */
export function TimeAgo(props: TimeAgoProps) {
  const { time, fallback = '–' } = props;
  const now = useSyncExternalStore(ticker.subscribe, ticker.now);
  const tabIndex = useTabStop();
  const date = time ? new Date(time) : undefined;
  if (!date || Number.isNaN(date.getTime())) return <>{fallback}</>;
  return (
    <Tip
      title={() => (
        <>
          {formatUtc(date)}
          <br />
          {formatLocal(date)}
        </>
      )}
    >
      <time dateTime={date.toISOString()} tabIndex={tabIndex}>
        {formatRelative(date, now)}
      </time>
    </Tip>
  );
}
