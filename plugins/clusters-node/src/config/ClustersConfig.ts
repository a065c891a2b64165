/** Cluster secrets in Argo CD's format on a management cluster. */
export interface ArgocdSourceConfig {
  type: 'argocd';
  /** Of the management cluster; absent: the cluster that the portal runs in, as its service account. */
  kubeconfig?: string;
  /** Of that kubeconfig; absent: its current one. */
  context?: string;
  namespace: string;
}

/** The contexts of a kubeconfig. */
export interface KubeconfigSourceConfig {
  type: 'kubeconfig';
  path: string;
  /** Absent: all. */
  contexts?: string[];
}

export type ClusterSourceConfig = ArgocdSourceConfig | KubeconfigSourceConfig;

/** Who sees clusters whose names match. */
export interface VisibilityRule {
  /** Names, with `*` for any number of characters. */
  clusters: string[];
  /** `acme/ops`, or `acme/*` for everyone of a tenant. */
  groups: string[];
}

/** What requests to clusters are bounded by; durations are in milliseconds. */
export interface ClientLimits {
  connectMs: number;
  /** A whole answer that is not followed as it comes. */
  requestMs: number;
  /** How long one watch lasts before it is begun again where it ended. */
  watchMs: number;
  /** Commands that may be run for a credential. */
  allowedCommands: readonly string[];
  allowLinkLocal: boolean;
}

/** The `clusters` part of the configuration, with defaults filled in. */
export interface ClustersConfig {
  sources: ClusterSourceConfig[];
  /** Undefined: not said. */
  visibility?: VisibilityRule[];
  /** Groups whose members are shown the addresses of API servers. */
  showServer: string[];
  limits: ClientLimits;
}
