import { useLiveState } from '@wheelhouse/plugin-live';

/**
 * How often what others can change is asked for again, in milliseconds: while live events are waited for, and in an app that
 * has none.
 */
const POLL = { waiting: 15_000, absent: 5_000 };

/** How often a query is repeated while the page is visible; false: not at all, because changes come by themselves. */
export function usePollInterval(): number | false {
  const state = useLiveState();
  return state === 'live' ? false : POLL[state];
}
