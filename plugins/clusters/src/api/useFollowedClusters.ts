import { useApi } from '@backstage/frontend-plugin-api';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import {
  CLUSTERS_CHANNEL,
  type Cluster,
  type ClustersEvent,
} from '@wheelhouse/plugin-clusters-common';
import { useLiveChannel } from '@wheelhouse/plugin-live';
import { useEffect, useRef } from 'react';
import { type ClustersApi, clustersApiRef } from './clustersApi';
import { clustersKeys } from './clustersKeys';

/** Events within this time are looked at together, in milliseconds. */
const GATHER_MS = 200;
/** Of more clusters than this all are read again. */
const READ_SINGLY = 5;

/** Keeps the list of all clusters current: those that changed are read, and not a thousand others with them. */
export function useFollowedClusters(): void {
  const api = useApi(clustersApiRef);
  const client = useQueryClient();
  const changed = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);

  const readChanged = () => {
    timer.current = undefined;
    const names = [...changed.current];
    changed.current.clear();
    if (names.length > READ_SINGLY) readAllAgain(client);
    else names.forEach(name => void readOne(api, client, name));
  };
  useLiveChannel(CLUSTERS_CHANNEL, {
    onResync: () => readAllAgain(client),
    onEvent: event => {
      changed.current.add((event.data as ClustersEvent['data']).name);
      timer.current ??= setTimeout(readChanged, GATHER_MS);
    },
  });
}

function readAllAgain(client: QueryClient) {
  void client.invalidateQueries({ queryKey: clustersKeys.all });
}

/** Reads one cluster into the list; one that cannot be read is left to the reading of all of them. */
async function readOne(api: ClustersApi, client: QueryClient, name: string) {
  try {
    const { nodeList, reachability, ...cluster } = await api.getCluster(name);
    client.setQueryData<Cluster[]>(
      clustersKeys.all,
      all => all && put(all, cluster),
    );
  } catch {
    readAllAgain(client);
  }
}

function put(all: Cluster[], cluster: Cluster): Cluster[] {
  return all.some(({ name }) => name === cluster.name)
    ? all.map(other => (other.name === cluster.name ? cluster : other))
    : [...all, cluster];
}
