import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  BatchRequest,
  RestartRequest,
  WorkloadReference,
} from '@wheelhouse/plugin-restarts-common';
import { randomId, statusOf } from '@wheelhouse/ui';
import { useRef } from 'react';
import { restartsKeys } from './queries';
import { restartsApiRef } from './restartsApi';

/** Whether the server has decided, so that asking again is a new question. */
function isDecided(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status < 500;
}

/**
 * An effect that happens once: asked for again after the network failed, it carries the same key and joins what the first
 * call began. Once the server has answered, the next call is a new one.
 */
function useOnce<Input, Output>(
  call: (input: Input, idempotencyKey: string) => Promise<Output>,
) {
  const client = useQueryClient();
  const key = useRef<string>();
  return useMutation({
    mutationFn: (input: Input) => {
      key.current ??= randomId();
      return call(input, key.current);
    },
    onSuccess: () => {
      key.current = undefined;
      void client.invalidateQueries({ queryKey: restartsKeys.history });
    },
    onError: error => {
      if (isDecided(error)) key.current = undefined;
    },
  });
}

export function useRestart(workload: WorkloadReference) {
  const api = useApi(restartsApiRef);
  return useOnce((request: RestartRequest, idempotencyKey) =>
    api.restart(workload, request, idempotencyKey),
  );
}

export function useStartBatch() {
  const api = useApi(restartsApiRef);
  return useOnce((request: BatchRequest, idempotencyKey) =>
    api.startBatch(request, idempotencyKey),
  );
}

export function useStopBatch(id: string) {
  const api = useApi(restartsApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.stopBatch(id),
    onSuccess: batch => client.setQueryData(restartsKeys.batch(id), batch),
  });
}
