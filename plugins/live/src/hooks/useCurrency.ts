import { useLiveState } from './useLiveState';

/** How often what others can change is asked for again where nothing tells of it, in milliseconds. */
const POLL = 15_000;

/** How a page keeps current: told live, or by asking again where the app has no live plugin or its connection is lost. */
export function useCurrency() {
  const state = useLiveState();
  return {
    /** For `refetchInterval`; the longer a list is, the slower it is asked for. */
    pollEvery: (pages: number) =>
      state === 'live' ? (false as const) : POLL * Math.max(1, pages),
    /** For the indicator: whether what was read last is kept current. */
    stateOf: (isCurrent: boolean): 'live' | 'waiting' =>
      isCurrent && state !== 'waiting' ? 'live' : 'waiting',
  };
}
