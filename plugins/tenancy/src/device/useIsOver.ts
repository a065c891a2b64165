import { useEffect, useState } from 'react';

/** Whether a time has passed; the page is drawn again when it does. */
export function useIsOver(time: string): boolean {
  const left = Date.parse(time) - Date.now();
  const [, redraw] = useState(0);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => redraw(count => count + 1), left);
    return () => clearTimeout(timer);
  }, [left]);
  return left <= 0;
}
