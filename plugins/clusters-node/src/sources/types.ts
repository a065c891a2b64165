import type { ClusterCredential } from '@wheelhouse/plugin-clusters-common';

/** How a cluster's API server is reached. PEM texts, and secrets as they are. */
export interface ClusterConnection {
  /** `https://host:port`, with a path where the server has one. */
  server: string;
  tls: {
    /** PEM. Absent: the public authorities. */
    ca?: string;
    /** PEM. */
    certificate?: string;
    /** PEM. */
    key?: string;
    /** The name in its certificate, where that is not the host's. */
    serverName?: string;
    insecure?: boolean;
  };
  auth:
    | { kind: 'none' | 'certificate' }
    | { kind: 'token'; token: string }
    /** Read again whenever it has changed. */
    | { kind: 'in-cluster'; tokenFile: string }
    | { kind: 'basic'; username: string; password: string }
    | {
        kind: 'exec';
        apiVersion: string;
        command: string;
        args: string[];
        env: Record<string, string>;
        provideClusterInfo: boolean;
      };
  /** `http(s)://` or `socks5://`. */
  proxyUrl?: string;
}

/** A cluster as one source tells of it. */
export interface ClusterDefinition {
  name: string;
  title?: string;
  labels: Record<string, string>;
  /** Groups whose members see it (`acme/ops`, `acme/*`); undefined: as the configuration says. */
  groups?: string[];
  /** Undefined where it cannot be used; `problems` then say why. */
  connection?: ClusterConnection;
  credential: ClusterCredential;
  /** What is wrong with the definition, in words for an operator that hold no credential. */
  problems: string[];
}

/** A place that the portal knows clusters from. Others are added through `clusterSourcesExtensionPoint`. */
export interface ClusterSource {
  /** Unique among the sources: `argocd`, `kubeconfig`, or one's own. */
  readonly id: string;
  /**
   * Tells of all clusters now, and of all of them again whenever one has changed; and of what keeps the source itself
   * from being read, after which the clusters that were last told of stay.
   */
  start(tell: {
    clusters(definitions: ClusterDefinition[]): void;
    problem(message: string | undefined): void;
  }): Promise<void>;
  stop(): Promise<void>;
}
