import { useApiHolder } from '@backstage/frontend-plugin-api';
import { useCallback, useSyncExternalStore } from 'react';
import { liveApiRef, type LiveState } from '../api/liveApi';

/** Whether changes come by themselves; `absent`: the app has no live plugin. */
export function useLiveState(): LiveState | 'absent' {
  const live = useApiHolder().get(liveApiRef);
  const subscribe = useCallback(
    (listener: () => void) => live?.onStateChange(listener) ?? (() => {}),
    [live],
  );
  return useSyncExternalStore(subscribe, () => live?.state ?? 'absent');
}
