import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useEffect, useRef } from 'react';
import { liveApiRef, type LiveFollower } from '../api/liveApi';

/**
 * Follows a channel while the component is there; undefined: none yet. Where the app has no live plugin, nothing ever comes.
 */
export function useLiveChannel(
  channel: string | undefined,
  follower: LiveFollower,
): void {
  const live = useApiHolder().get(liveApiRef);
  const latest = useRef(follower);
  latest.current = follower;
  useEffect(() => {
    if (channel === undefined) return undefined;
    return live?.follow(channel, {
      onEvent: event => latest.current.onEvent?.(event),
      onResync: () => latest.current.onResync?.(),
      onRefused: refusal => latest.current.onRefused?.(refusal),
    });
  }, [live, channel]);
}
