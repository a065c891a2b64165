import { useApi } from '@backstage/frontend-plugin-api';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useLiveChannel } from '@wheelhouse/plugin-live';
import {
  type Workload,
  type WorkloadChange,
  type WorkloadPage,
  WORKLOADS_CHANNEL,
} from '@wheelhouse/plugin-restarts-common';
import { useEffect, useRef } from 'react';
import { mergeWorkloads, type WorkloadScope } from './mergeWorkloads';
import { restartsKeys } from './queries';
import { type RestartsApi, restartsApiRef } from './restartsApi';

/** How long changes are gathered, in milliseconds: a rollout makes several a second. */
const GATHER = 500;

/** With changes in more namespaces than this, all is read again. */
const MOST_SCOPES = 8;

/** Keeps the list of workloads current: reads again the namespaces in which something changed. */
export function useLiveWorkloads(): void {
  const api = useApi(restartsApiRef);
  const client = useQueryClient();
  const waiting = useRef(new Map<string, WorkloadScope>());
  const reading = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const readAll = () =>
    client.invalidateQueries({ queryKey: restartsKeys.workloads });
  const read = async (scopes: WorkloadScope[]) => {
    if (scopes.length > MOST_SCOPES) {
      await readAll();
      return;
    }
    for (const scope of scopes) {
      const fresh = await readScope(api, scope);
      client.setQueryData<InfiniteData<WorkloadPage, string | undefined>>(
        restartsKeys.workloads,
        data => data && mergeWorkloads(data, scope, fresh),
      );
    }
  };
  const readWaiting = async () => {
    if (reading.current) return;
    reading.current = true;
    while (waiting.current.size > 0) {
      await new Promise(resolve => setTimeout(resolve, GATHER));
      if (gone.current) break;
      const scopes = [...waiting.current.values()];
      waiting.current.clear();
      await read(scopes).catch(readAll);
    }
    reading.current = false;
  };
  useLiveChannel(WORKLOADS_CHANNEL, {
    onEvent: event => {
      const { cluster, namespace } = event.data as WorkloadChange;
      waiting.current.set(`${cluster}/${namespace}`, { cluster, namespace });
      void readWaiting();
    },
    onResync: () => void readAll(),
  });
}

async function readScope(
  api: RestartsApi,
  scope: WorkloadScope,
): Promise<Workload[]> {
  const found: Workload[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listWorkloads({ ...scope, cursor, limit: 200 });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}
