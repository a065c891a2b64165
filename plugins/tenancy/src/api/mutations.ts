import { useApi } from '@backstage/frontend-plugin-api';
import {
  type QueryKey,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { statusOf } from '@wheelhouse/ui';
import {
  type KeyChange,
  type KeyRequest,
  type TenancyApi,
  tenancyApiRef,
} from './tenancyApi';
import { tenancyKeys } from './queryKeys';

export function useEndSession() {
  return useChange(tenancyKeys.sessions, (api, id: string) =>
    api.endSession(id),
  );
}

/** Ends every session but this one and gives how many that were. */
export function useEndOtherSessions() {
  return useChange(tenancyKeys.sessions, async (api, _: void) => {
    let ended = 0;
    let cursor: string | undefined;
    const others: string[] = [];
    do {
      const page = await api.listSessions({ cursor, limit: 200 });
      others.push(...page.items.filter(s => !s.current).map(s => s.id));
      cursor = page.nextCursor;
    } while (cursor);
    for (const id of others) {
      await api.endSession(id).catch(ignoreGone);
      ended += 1;
    }
    return ended;
  });
}

export function useCreateKey() {
  return useChange(tenancyKeys.keys, (api, request: KeyRequest) =>
    api.createKey(request),
  );
}

export function useChangeKey() {
  return useChange(
    tenancyKeys.keys,
    (api, { id, change }: { id: string; change: KeyChange }) =>
      api.changeKey(id, change),
  );
}

export function useRotateKey() {
  return useChange(
    tenancyKeys.keys,
    (api, { id, grace }: { id: string; grace: number }) =>
      api.rotateKey(id, grace),
  );
}

export function useRevokeKey() {
  return useChange(tenancyKeys.keys, (api, id: string) => api.revokeKey(id));
}

export function useCreateSetting() {
  return useChange(
    tenancyKeys.settings,
    (api, { name, value }: { name: string; value: unknown }) =>
      api.createSetting(name, value),
  );
}

export function useUpdateSetting() {
  return useChange(
    tenancyKeys.settings,
    (api, change: { name: string; value: unknown; version: number }) =>
      api.updateSetting(change.name, change.value, change.version),
  );
}

export function useDeleteSetting() {
  return useChange(
    tenancyKeys.settings,
    (api, { name, version }: { name: string; version: number }) =>
      api.deleteSetting(name, version),
  );
}

function ignoreGone(error: unknown): void {
  if (statusOf(error) !== 404) throw error;
}

/** A change after which a list, and what the person did last, are read again. */
function useChange<Input, Output>(
  list: QueryKey,
  change: (api: TenancyApi, input: Input) => Promise<Output>,
) {
  const api = useApi(tenancyApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => change(api, input),
    // What a change answered is not kept: it may be a new key.
    gcTime: 0,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: tenancyKeys.activity });
      return client.invalidateQueries({ queryKey: list });
    },
  });
}
