import { useLiveQueries } from '@wheelhouse/plugin-live';
import type { Me } from '@wheelhouse/plugin-tenancy-common';
import type { QueryKey } from '@tanstack/react-query';

/** Reads a query again when that part of somebody's account has changed. */
export function useAccountEvents(
  part: 'account' | 'sessions' | 'keys' | 'activity',
  me: Me | undefined,
  queryKey: QueryKey,
): void {
  // What a group's key acts as is no account.
  const [, account] = me?.entity.ref.match(/^user:(.+)$/) ?? [];
  useLiveQueries(account && `tenancy/accounts/${account}`, [queryKey], event =>
    event.type === `${part}-changed` ? [queryKey] : [],
  );
}
