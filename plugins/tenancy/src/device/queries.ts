import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { tenancyApiRef } from '../api/tenancyApi';

/** What people decide about a device. */
export type Decision = 'approve' | 'deny';

/** The device that waits for a code; nothing is asked without one. */
export function useDeviceRequest(userCode: string | undefined) {
  const api = useApi(tenancyApiRef);
  return useQuery({
    queryKey: ['tenancy', 'device', userCode],
    queryFn: () => api.getDeviceRequest(userCode!),
    enabled: userCode !== undefined,
    // Asking again tells nothing new, and each time counts as a guess where the code is wrong.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
}

export function useDecideDevice(userCode: string) {
  const api = useApi(tenancyApiRef);
  return useMutation({
    mutationFn: (decision: Decision) => api.decideDevice(userCode, decision),
  });
}
