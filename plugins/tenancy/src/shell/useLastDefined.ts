import { useRef } from 'react';

/** The last value that there was: what a dialog shows while it closes. */
export function useLastDefined<T>(value: T | undefined): T | undefined {
  const last = useRef(value);
  if (value !== undefined) last.current = value;
  return last.current;
}
