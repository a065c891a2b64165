/** How a cluster is: well, reached but with something to look at, not reached, or not yet asked. */
export type ClusterState = 'good' | 'attention' | 'failed' | 'unknown';

/** What the portal reaches a cluster with; never the credential itself. */
export interface ClusterCredential {
  kind: 'token' | 'certificate' | 'basic' | 'exec' | 'in-cluster' | 'none';
  /** When it was issued, where it says so. ISO 8601. */
  issued?: string;
  /** When it ends, where it says so. ISO 8601. */
  expires?: string;
}

/** A cluster that the portal knows. */
export interface Cluster {
  /** Unique; what routes, scopes and annotations call it. */
  name: string;
  /** What people call it, where that is another name. */
  title?: string;
  /** Where the portal knows it from, e.g. `argocd` or `kubeconfig`. */
  sources: string[];
  state: ClusterState;
  /** What is wrong, in plain words, the worst first; empty where nothing is. */
  reasons: string[];
  /** Since when the state is what it is. ISO 8601. */
  since?: string;
  /** Of its API server: `v1.36.3`. */
  version?: string;
  /** How long the last answer took, in milliseconds. @asType integer */
  latencyMs?: number;
  /** How many nodes it has. @asType integer */
  nodes?: number;
  /** How many of them are ready. @asType integer */
  nodesReady?: number;
  /** Of the cluster secret; what addons are wished for stands here. */
  labels: { [name: string]: string };
  credential: ClusterCredential;
  /** When the state was last looked at. ISO 8601. */
  checkedAt?: string;
  /** The API server's address, for those whom the configuration names. */
  server?: string;
}

/** A node of a cluster, as its page shows it. */
export interface ClusterNode {
  name: string;
  ready: boolean;
  /** Why it is not ready, where it says so. */
  reason?: string;
  version?: string;
  roles: string[];
}

/** A stretch of time in which a cluster was reached, or was not. */
export interface ReachabilitySpan {
  /** ISO 8601. */
  from: string;
  /** ISO 8601; absent: it goes on. */
  to?: string;
  state: ClusterState;
  reason?: string;
}

/** A cluster with what only its own page shows. */
export interface ClusterDetail extends Cluster {
  nodeList: ClusterNode[];
  /** Its last 24 hours, oldest first. */
  reachability: ReachabilitySpan[];
}

/** Why clusters of a source may be missing or out of date. */
export interface SourceProblem {
  /** Where the portal knows them from, as in `sources` of a cluster. */
  source: string;
  /** In words for whoever runs the portal. */
  message: string;
}
