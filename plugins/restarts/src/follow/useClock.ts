import { useEffect, useState } from 'react';

/** The server's time in milliseconds, moving on every second while it is wanted. */
export function useClock(wanted: boolean, offset: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!wanted) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [wanted]);
  return now - offset;
}
