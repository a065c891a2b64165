import { useApi } from '@backstage/frontend-plugin-api';
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
} from '@tanstack/react-query';
import { useLiveQueries, useLiveState } from '@wheelhouse/plugin-live';
import type { Page } from '@wheelhouse/plugin-tenancy-common';
import { usePagedList } from '@wheelhouse/ui';
import { type PageRequest, tenancyApiRef, tenantsApiRef } from './tenancyApi';
import { tenancyKeys } from './queryKeys';
import { useAccountEvents } from './useAccountEvents';
import { usePollInterval } from './usePollInterval';

const SETTINGS_CHANNEL = 'tenancy/settings';

/** The most that the server gives at once. */
const PAGE_SIZE = 200;

/** Who can sign in, with where that begins; `redirect` is the path to come back to. Works before anybody is signed in. */
export function useTenants(redirect: string) {
  const api = useApi(tenantsApiRef);
  return useQuery({
    queryKey: [...tenancyKeys.tenants, redirect],
    queryFn: async () =>
      Promise.all(
        (await api.listTenants()).map(async tenant => ({
          ...tenant,
          loginUrl: await api.getLoginUrl(tenant.id, redirect),
        })),
      ),
  });
}

/** What people call a tenant; its id until that is known. */
export function useTenantTitle(id: string | undefined): string | undefined {
  const api = useApi(tenantsApiRef);
  const { data } = useQuery({
    queryKey: [...tenancyKeys.tenants, 'titles'],
    queryFn: () => api.listTenants(),
    staleTime: Infinity,
  });
  return data?.find(tenant => tenant.id === id)?.title ?? id;
}

/** Who is signed in. Asking again is also how a page notices that its session was ended elsewhere. */
export function useMe() {
  const api = useApi(tenancyApiRef);
  const query = useQuery({
    queryKey: tenancyKeys.me,
    queryFn: () => api.getMe(),
    refetchInterval: usePollInterval(),
  });
  useAccountEvents('account', query.data, tenancyKeys.me);
  return query;
}

/** What plugins let keys do. It changes with an installation only. */
export function useScopes() {
  const api = useApi(tenancyApiRef);
  return useQuery({
    queryKey: tenancyKeys.scopes,
    queryFn: () => api.listScopes(),
    staleTime: Infinity,
  });
}

export function useSessions() {
  const api = useApi(tenancyApiRef);
  useAccountEvents('sessions', useMe().data, tenancyKeys.sessions);
  return useLiveList(tenancyKeys.sessions, page => api.listSessions(page));
}

export function useKeys() {
  const api = useApi(tenancyApiRef);
  useAccountEvents('keys', useMe().data, tenancyKeys.keys);
  useLiveQueries('tenancy/group-keys', [tenancyKeys.keys]);
  return useLiveList(tenancyKeys.keys, page => api.listKeys(page));
}

export function useSettings() {
  const api = useApi(tenancyApiRef);
  useLiveQueries(SETTINGS_CHANNEL, [tenancyKeys.settings]);
  return useLiveList(tenancyKeys.settings, page => api.listSettings(page));
}

/** One setting, kept current. */
export function useSetting(name: string) {
  const api = useApi(tenancyApiRef);
  const queryKey = [...tenancyKeys.settings, name];
  useLiveQueries(SETTINGS_CHANNEL, [queryKey]);
  return useQuery({
    queryKey,
    queryFn: () => api.getSetting(name),
    refetchInterval: usePollInterval(),
  });
}

/** What the person did last, newest first. */
export function useActivity(limit: number) {
  const api = useApi(tenancyApiRef);
  useAccountEvents('activity', useMe().data, tenancyKeys.activity);
  return useQuery({
    queryKey: [...tenancyKeys.activity, limit],
    queryFn: async () => (await api.listActivity({ limit })).items,
    refetchInterval: usePollInterval(),
  });
}

/**
 * A list that is read page by page and kept current. Where it is asked for again and again, the more pages are shown, the
 * slower that is done, so that a long list costs the server no more than a short one.
 */
function useLiveList<T>(
  queryKey: readonly string[],
  read: (page: PageRequest) => Promise<Page<T>>,
) {
  const liveState = useLiveState();
  const poll = usePollInterval();
  const query = useInfiniteQuery<
    Page<T>,
    Error,
    InfiniteData<Page<T>>,
    readonly string[],
    string | undefined
  >({
    queryKey,
    queryFn: ({ pageParam }) => read({ cursor: pageParam, limit: PAGE_SIZE }),
    initialPageParam: undefined,
    getNextPageParam: last => last.nextCursor,
    refetchInterval: ({ state }) =>
      poll && poll * (state.data?.pages.length || 1),
  });
  const list = usePagedList(query);
  return {
    ...list,
    /** Whether what is shown is current, as far as is known. */
    isLive: list.isCurrent && liveState !== 'waiting',
  };
}
