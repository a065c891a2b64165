import { ResponseError } from '@backstage/errors';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { Me, TenantSummary } from '@wheelhouse/plugin-tenancy-common';
import { useCallback } from 'react';

function useTenancyRead() {
  const { fetch } = useApi(fetchApiRef);
  return useCallback(
    async <Answer>(path: string): Promise<Answer> => {
      const response = await fetch(`plugin://tenancy/${path}`);
      if (!response.ok) throw await ResponseError.fromResponse(response);
      return response.json();
    },
    [fetch],
  );
}

/** Who the reader is. The key is the tenancy plugin's own, so that both ask once. */
export function useMe() {
  const read = useTenancyRead();
  return useQuery({
    queryKey: ['tenancy', 'me'],
    queryFn: () => read<Me>('me'),
  });
}

/** What people call a tenant; its id until that is known. */
export function useTenantTitle(tenant: string | undefined): string | undefined {
  const read = useTenancyRead();
  const { data } = useQuery({
    queryKey: ['home', 'tenants'],
    queryFn: () => read<TenantSummary[]>('tenants'),
    staleTime: Infinity,
  });
  return data?.find(({ id }) => id === tenant)?.title ?? tenant;
}
