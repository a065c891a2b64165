import { humanDuration } from './duration';
import { Pod } from './types';

/** What `kubectl get pods` calls a pod's status. */
export function podReason({ metadata, status }: Pod): string {
  if (metadata.deletionTimestamp) return 'Terminating';
  const reasons = (status.containerStatuses ?? []).flatMap(({ state }) => {
    const reason = state.waiting?.reason ?? state.terminated?.reason;
    return reason ? [reason] : [];
  });
  return reasons[0] ?? status.phase;
}

/** How often its containers were started again, and when that was last: `3 (12s ago)`. */
export function podRestarts({ status }: Pod): string {
  const containers = status.containerStatuses ?? [];
  const restarts = containers.reduce((sum, each) => sum + each.restartCount, 0);
  const last = containers
    .map(each => each.lastState.terminated?.finishedAt ?? '')
    .sort()
    .pop();
  return restarts > 0 && last
    ? `${restarts} (${humanDuration(Date.now() - Date.parse(last))} ago)`
    : String(restarts);
}
