import { HumanDuration } from '@backstage/types';

export interface Config {
  clusters?: {
    /** Where the portal knows clusters from. One that two sources tell of is one cluster; what Argo CD says goes first. */
    sources?: Array<
      | {
          /** Cluster secrets in Argo CD's format, followed on a management cluster. */
          type: 'argocd';
          /** Of the management cluster; absent: the cluster that the portal runs in, as its service account. */
          kubeconfig?: string;
          /** Of that kubeconfig; absent: its current one. */
          context?: string;
          /** Where the secrets are; by default `argocd`. */
          namespace?: string;
        }
      | {
          /** The contexts of a kubeconfig, which is read again when it changes. */
          type: 'kubeconfig';
          path: string;
          /** Absent: all. */
          contexts?: string[];
        }
    >;
    /**
     * Which groups see which clusters, where the cluster's secret has no annotation `clusters.wheelhouse.dev/groups`. A
     * cluster that no entry names is seen by administrators alone. Absent: everyone who is signed in sees every cluster
     * where there is one tenant, and administrators alone do where there are several.
     */
    visibility?: Array<{
      /** Names, with `*` for any number of characters: `prod*`. */
      clusters: string[];
      /** `acme/ops`, `group:acme/ops`, or `acme/*` for everyone of a tenant. */
      groups: string[];
    }>;
    /** Groups whose members are shown the addresses of API servers; by default nobody is. */
    showServer?: string[];
    exec?: {
      /**
       * Commands that cluster definitions may have run for a credential, exactly as they name them. By default none is run.
       * A definition chooses the arguments: name only commands for which any are harmless.
       */
      allowedCommands?: string[];
    };
    timeouts?: {
      /** For a connection; by default 5 seconds. */
      connect?: HumanDuration | string;
      /** For a whole answer; by default 10 seconds. */
      request?: HumanDuration | string;
      /** How long one watch lasts, and so how soon a silent one is noticed; by default 40 seconds. */
      watch?: HumanDuration | string;
    };
    /** Whether link-local and cloud metadata addresses may be called as API servers; by default not. */
    allowLinkLocalAddresses?: boolean;
  };
}
