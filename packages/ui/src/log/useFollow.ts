import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { UIEvent } from 'react';
import type { LogSnapshot } from './LogBuffer';

/** How near to its end one is still at the end, in pixels. */
const NEAR = 24;

/** Holds a log still while one reads: what comes in meanwhile waits, and is counted. */
export function usePause(current: LogSnapshot) {
  const [held, setHeld] = useState<LogSnapshot>();
  const total = (snapshot: LogSnapshot) =>
    snapshot.dropped + snapshot.lines.length;
  return {
    shown: held ?? current,
    paused: held !== undefined,
    waiting: held ? total(current) - total(held) : 0,
    pause: () => setHeld(before => before ?? current),
    follow: () => setHeld(undefined),
  };
}

/** Keeps the end of a log in sight unless it is paused; scrolling up pauses, scrolling to the end goes on. */
export function useFollow(options: {
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  count: number;
  last: number | undefined;
  paused: boolean;
  onPause: () => void;
  onFollow: () => void;
}) {
  const { virtualizer, count, last, paused, onPause, onFollow } = options;
  const before = useRef(0);
  useEffect(() => {
    if (!paused && count > 0)
      virtualizer.scrollToIndex(count - 1, { align: 'end' });
  }, [virtualizer, paused, count, last]);
  return (event: UIEvent<HTMLDivElement>) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    const up = scrollTop < before.current - 1;
    before.current = scrollTop;
    const atEnd = scrollTop + clientHeight >= scrollHeight - NEAR;
    if (paused && atEnd && !up) onFollow();
    else if (!paused && up && !atEnd) onPause();
  };
}
