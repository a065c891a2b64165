import { useCallback, useRef } from 'react';

/** A function that stays the same and does what the last one given does, for children that are drawn again only when what they get has changed. */
export function useStable<Arguments extends unknown[], Result>(
  callback: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const latest = useRef(callback);
  latest.current = callback;
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
