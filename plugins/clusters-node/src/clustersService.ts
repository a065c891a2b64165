import type { AuthState } from '@wheelhouse/plugin-tenancy-node';
import type { ClusterClient } from './client/ClusterClient';
import type { ClusterDefinition, ClusterSource } from './sources/types';

/** A cluster that the portal knows: one for each API server, however many sources tell of it. */
export interface KnownCluster extends Omit<ClusterDefinition, 'connection'> {
  /** Of all sources that tell of it, the one whose connection is used first. */
  sources: string[];
  /** Whether there is a connection to make a client from. */
  usable: boolean;
  /** Of its API server; for operators' eyes. */
  server?: string;
  /** Changes when the connection does: what was made for the old one is to be made again. */
  revision: string;
}

/** The clusters that the portal knows. One for each process, which all its plugins share. */
export interface ClustersService {
  /** Sorted by name. */
  list(): readonly KnownCluster[];
  find(name: string): KnownCluster | undefined;
  /**
   * A client to a cluster; the same one for the same revision.
   *
   * @throws NotFoundError where there is none of this name.
   * @throws ClusterError (`misconfigured`) where its definition cannot be used.
   */
  client(name: string): ClusterClient;
  /** Whether the configuration, or the cluster itself, lets somebody see it. Administrators see every one. */
  sees(who: AuthState, cluster: KnownCluster): boolean;
  /** Sources that cannot be read at present, with the reason in words for an operator. */
  problems(): readonly { source: string; message: string }[];
  addSource(source: ClusterSource): void;
  /** Calls back after clusters appeared, changed or vanished. Returns what ends that. */
  onChange(listener: () => void): () => void;
  /** Resolves when every source has told of its clusters once, or after `timeoutMs`. */
  ready(timeoutMs: number): Promise<void>;
}
